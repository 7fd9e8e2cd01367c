import { findings } from './messages.ts'

/** Traps of load balancing and retries. */
export const balancingFindings = findings({
  'strategy-ends-process': {
    en: 'No sidecar knows the strategy “{{name}}”: each one that reads it ends at its next call.',
    'zh-CN': '边车不认识策略 “{{name}}”：读到它的边车会在下一次调用时退出。',
  },
  'strategy-unknown': {
    en: 'The strategy “{{name}}” is not known.',
    'zh-CN': '未知的策略 “{{name}}”。',
  },
  'backoff-unknown': {
    en: 'The back-off “{{name}}” is not known; it is kept until another one is chosen.',
    'zh-CN': '未知的退避方式 “{{name}}”，在选择其他方式之前原样保留。',
  },
  'number-counts-as-none': {
    en: '{{key}} is “{{value}}”, no whole number: it counts as 0.',
    'zh-CN': '{{key}} 的值 “{{value}}” 不是整数，按 0 处理。',
  },
  'retries-mixed': {
    en: 'The policy tries the same instance {{onSame}} times and then others, {{total}} times in all. Saving asks for one of both.',
    'zh-CN': '此策略先在同一实例重试 {{onSame}} 次，再换实例，共 {{total}} 次。保存时只能二选一。',
  },
  'name-with-dots-unaddressed': {
    en: 'The name “{{service}}” has dots: Mesher and go-chassis cannot address it in this kind of policy.',
    'zh-CN': '名称 “{{service}}” 含有点号：Mesher 和 go-chassis 无法在此类策略中指向它。',
  },
  'block-shared': {
    en: 'Load balancing of {{service}} shares its block with retries that are in force. Choose round robin instead, or remove the retries first.',
    'zh-CN': '{{service}} 的负载均衡与生效中的重试共用一个配置块。请改为轮询，或先移除重试。',
  },
})

/** Why a data plane lacks something of load balancing and retries. */
export const balancingReasons = findings({
  'framework-lacks-authorizations': {
    en: '{{framework}} has no rules of who may call whom.',
    'zh-CN': '{{framework}} 没有调用授权规则。',
  },
  'match-groups-drop-calls': {
    en: '{{framework}} drops every call that a match group takes.',
    'zh-CN': '{{framework}} 会丢弃流量标记匹配到的每一次调用。',
  },
  'framework-lacks-groups': {
    en: '{{framework}} heeds no match groups here.',
    'zh-CN': '{{framework}} 在这里不支持流量标记。',
  },
  'framework-only-groups': {
    en: '{{framework}} has this for match groups only.',
    'zh-CN': '{{framework}} 只支持针对流量标记的此类策略。',
  },
  'stickiness-without-effect': {
    en: '{{framework}} sends a cookie and goes on alternating: stickiness has no effect.',
    'zh-CN': '{{framework}} 会发送 Cookie，但仍轮流选择实例：会话保持无效。',
  },
  'stickiness-needs-cookie': {
    en: 'The caller must send the cookie back that {{framework}} gives it.',
    'zh-CN': '调用方必须带回 {{framework}} 发出的 Cookie。',
  },
  'retries-same-or-next': {
    en: '{{framework}} counts all attempts together: either on the same instance or on others.',
    'zh-CN': '{{framework}} 将所有尝试合并计数：要么在同一实例，要么换实例。',
  },
  'framework-lacks-backoff': {
    en: '{{framework}} has no such back-off.',
    'zh-CN': '{{framework}} 没有这种退避方式。',
  },
  'retries-follow-failure-list': {
    en: '{{framework}} tries again what its failure list names, besides lost connections.',
    'zh-CN': '{{framework}} 重试其失败列表中的应答以及断开的连接。',
  },
})
