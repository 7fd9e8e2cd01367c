import { findings } from './messages.ts'

/** What a draft says, and what it does that its author may not expect. */
const draftFindings = findings({
  'limit-blocks': {
    en: 'A limit of 0 refuses every one of these calls.',
    'zh-CN': '限流值为 0，会拒绝所有这些调用。',
  },
  'limit-times-sidecars': {
    en: {
      one: 'It is counted in the one sidecar of {{service}}: {{total}} calls in {{per}} s.',
      other:
        'Each of the {{count}} sidecars of {{service}} counts by itself: {{limit}} × {{count}} = {{total}} calls in {{per}} s.',
    },
    'zh-CN': {
      one: '{{service}} 只有 1 个边车计数：每 {{per}} 秒 {{total}} 次调用。',
      other: '{{service}} 的 {{count}} 个边车各自计数：{{limit}} × {{count}} = 每 {{per}} 秒 {{total}} 次调用。',
    },
  },
  'limit-times-callers': {
    en: {
      one: 'It is counted in the one sidecar of {{namespace}} that may call: {{total}} calls in {{per}} s.',
      other:
        'Each calling sidecar counts by itself: up to {{limit}} × {{count}} = {{total}} calls in {{per}} s if all {{count}} of {{namespace}} call.',
    },
    'zh-CN': {
      one: '由 {{namespace}} 中唯一可能发起调用的边车计数：每 {{per}} 秒 {{total}} 次调用。',
      other:
        '每个发起调用的边车各自计数：若 {{namespace}} 的 {{count}} 个都发起调用，最多 {{limit}} × {{count}} = 每 {{per}} 秒 {{total}} 次。',
    },
  },
  'per-not-available': {
    en: '{{framework}} counts by the second.',
    'zh-CN': '{{framework}} 只按每秒计数。',
  },
  'burst-not-available': {
    en: '{{framework}} takes no burst; it works it out by itself.',
    'zh-CN': '{{framework}} 不能设置突发量，由其自行计算。',
  },
  'burst-needed': {
    en: '{{framework}} needs a burst: without one it refuses every call.',
    'zh-CN': '{{framework}} 需要突发量，缺少时会拒绝所有调用。',
  },
  'block-in-group': {
    en: 'A limit of 0 is no valid limit for a match group: it would limit nothing.',
    'zh-CN': '流量标记的限流值不能为 0：那样不会限制任何调用。',
  },
  'group-skips-mesher': {
    en: '{{services}} run behind Mesher, which drops every call of a match group. Nothing is written for them.',
    'zh-CN': '{{services}} 使用 Mesher，它会丢弃流量标记的所有调用，因此不会为它们写入。',
  },
  'caller-not-registered': {
    en: '“{{caller}}” is not registered in {{namespace}}: no call would count.',
    'zh-CN': '“{{caller}}” 没有在 {{namespace}} 注册：不会有调用被计数。',
  },
  'target-with-dots': {
    en: 'The name “{{service}}” has dots: what follows the first may be read as a schema and operation.',
    'zh-CN': '名称 “{{service}}” 含有点号：第一个点之后的部分可能被当作契约和操作。',
  },
  'file-limit-returns': {
    en: 'Without it the limit of the sidecars’ own file is in force again; the stock file says 100 calls a second.',
    'zh-CN': '删除后，边车自身文件中的限流值会重新生效；出厂文件为每秒 100 次。',
  },
})

/** How a limit stands to others. */
const neighbourFindings = findings({
  'limits-switched-off': {
    en: 'Limits of this side are switched off by {{key}} ({{labels}}): this one does nothing.',
    'zh-CN': '{{key}}（{{labels}}）已关闭这一侧的限流：此规则不起作用。',
  },
  'limit-overridden': {
    en: 'Another limit is in force for {{subjects}} instead.',
    'zh-CN': '对 {{subjects}} 生效的是另一条限流规则。',
  },
  'limit-replaces': {
    en: 'It takes the place of the limit of {{limit}} calls a second for {{subject}}.',
    'zh-CN': '它取代 {{subject}} 的每秒 {{limit}} 次限流。',
  },
})

/** What is odd about documents as found. */
const documentFindings = findings({
  'limit-not-whole': {
    en: '“{{value}}” is no whole number: sidecars set no limit at all.',
    'zh-CN': '“{{value}}” 不是整数：边车不会设置任何限流。',
  },
  'limit-negative': {
    en: 'It says {{value}}, which refuses every call, as 0 does.',
    'zh-CN': '值为 {{value}}，与 0 一样拒绝所有调用。',
  },
  'limit-key-unread': {
    en: '{{key}} stands under labels of the other data plane: nobody reads it.',
    'zh-CN': '{{key}} 位于另一种数据面的标签下，无人读取。',
  },
  'limit-unreadable': {
    en: 'The document of the limit cannot be read: it limits nothing.',
    'zh-CN': '无法读取限流文档：不会限制任何调用。',
  },
  'group-limit-invalid': {
    en: 'Rate and period must be whole numbers above 0. As it stands it limits nothing.',
    'zh-CN': '速率和周期必须是大于 0 的整数。目前不会限制任何调用。',
  },
  'limit-for-other-group': {
    en: 'The document names the group “{{group}}” instead of its own.',
    'zh-CN': '文档指向的流量标记是 “{{group}}”，而不是自身。',
  },
  'burst-missing': {
    en: 'Without a burst above 0 every call of the group is refused.',
    'zh-CN': '没有大于 0 的突发量时，其所有调用都会被拒绝。',
  },
})

/** What a data plane cannot do, and why; shown where the form disables or explains something. */
const capabilityFindings = findings({
  'no-limit-of-a-version': {
    en: 'A limit is for every version: a document for one version cannot be told from one that others still lack.',
    'zh-CN': '限流对所有版本生效：单个版本的文档无法与其他版本尚缺的文档区分。',
  },
  'limit-names-its-target': {
    en: 'A caller’s proxy limits the calls to one service each: choose the called service.',
    'zh-CN': '调用方的代理按被调服务分别限流：请选择一个被调服务。',
  },
  'block-not-in-group': {
    en: '{{framework}} takes a limit of 0 in a match group for none.',
    'zh-CN': '{{framework}} 把流量标记中的 0 视为没有限流。',
  },
  'limit-per-second': {
    en: '{{framework}} counts by the second.',
    'zh-CN': '{{framework}} 只按每秒计数。',
  },
  'burst-is-a-fifth': {
    en: '{{framework}} lets a fifth of the limit through at once, ten below a limit of 5.',
    'zh-CN': '{{framework}} 允许瞬间通过限流值的五分之一，限流值低于 5 时为 10 次。',
  },
  'burst-is-the-limit': {
    en: '{{framework}} lets all calls of a period through at once.',
    'zh-CN': '{{framework}} 允许一个周期内的全部调用瞬间通过。',
  },
  'counts-otherwise': {
    en: '{{framework}} counts in another way.',
    'zh-CN': '{{framework}} 使用其他计数方式。',
  },
  'refused-with-502': {
    en: 'Behind {{framework}} a refused caller gets 502 “too many requests”, as it does when the service is down.',
    'zh-CN': '在 {{framework}} 下，被拒绝的调用方得到 502 “too many requests”，与服务不可用时的状态码相同。',
  },
  'refused-with-429': {
    en: 'With {{framework}} a refused caller gets 429.',
    'zh-CN': '在 {{framework}} 下，被拒绝的调用方得到 429。',
  },
})

export const rateLimitsFindings = findings({
  ...draftFindings,
  ...neighbourFindings,
  ...documentFindings,
  ...capabilityFindings,
})
