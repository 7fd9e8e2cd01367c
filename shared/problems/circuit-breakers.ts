import { findings } from './messages.ts'

/** What a draft says. */
const draftFindings = findings({
  'breaker-says-nothing': {
    en: 'Say what opens a circuit, how many calls may run at the same time, or how long a call may take.',
    'zh-CN': '请至少填写一项：熔断条件、最大并发数或超时。',
  },
  'breaker-forced-off': {
    en: 'Only a breaker that is on can be held open or closed.',
    'zh-CN': '只有已开启的熔断才能强制打开或关闭。',
  },
  'breaker-two-windows': {
    en: 'The window holds either seconds or calls, not both.',
    'zh-CN': '统计窗口只能按秒或按调用次数，不能同时使用。',
  },
  'breaker-forced-open': {
    en: 'Every call that it is for is refused as long as this holds.',
    'zh-CN': '只要此设置生效，范围内的每次调用都会被拒绝。',
  },
  'breaker-whole-share': { en: 'The share is a whole per cent here.', 'zh-CN': '此处的比例必须为整数百分比。' },
  'breaker-concurrency-most': {
    en: 'More than {{most}} calls at the same time are never allowed here, whatever is written.',
    'zh-CN': '此处同时进行的调用最多为 {{most}} 次，写得更大也不起作用。',
  },
  'breaker-dotted-service': {
    en: 'The name “{{service}}” has dots: no key can be about this service alone.',
    'zh-CN': '名称 “{{service}}” 含有点号，无法为它单独设置。',
  },
  'breaker-longer-late': {
    en: 'A longer time-out, or none, is in force about {{seconds}} s later than a shorter one.',
    'zh-CN': '延长或取消超时比缩短超时大约晚 {{seconds}} 秒生效。',
  },
  'breaker-circuits-reset': {
    en: 'Writing it closes every circuit of these callers: what they counted begins anew.',
    'zh-CN': '写入后，这些调用方的熔断全部关闭，重新开始计数。',
  },
  'breaker-failures-dropped': {
    en: 'Mesher and go-chassis forget their list of failures ({{statuses}}) at this change, until they restart. From then on time-outs and connection errors open circuits, answers with 5xx do not.',
    'zh-CN':
      '这次变更会使 Mesher 和 go-chassis 丢弃失败列表（{{statuses}}），直到重启。之后只有超时和连接错误会触发熔断，5xx 应答不会。',
  },
  'breaker-failures-none': {
    en: 'Time-outs and connection errors open circuits; answers with 5xx do not, for the sidecars list none of them as failures.',
    'zh-CN': '超时和连接错误会触发熔断；5xx 应答不会，因为 Sidecar 的失败列表中没有它们。',
  },
  'breaker-failures-undeclared': {
    en: 'Which answers the sidecars list as failures is not declared for this mesh. A live change drops that list: then only time-outs and connection errors open circuits. Check servicecomb.transport.failure.rest in chassis.yaml.',
    'zh-CN':
      '此网格没有声明 Sidecar 把哪些应答视为失败。运行中变更会丢弃该列表，之后只有超时和连接错误会触发熔断。请检查 chassis.yaml 中的 servicecomb.transport.failure.rest。',
  },
})

/** What is odd about documents as found. */
const documentFindings = findings({
  'breaker-value-ignored': {
    en: '“{{value}}” in {{key}} is no number that counts, so the data plane takes its own.',
    'zh-CN': '{{key}} 的值 “{{value}}” 不是有效数字，数据面使用自己的默认值。',
  },
  'breaker-fallback-kept': {
    en: 'Settings of the fallback stand beside it; they are kept as they are.',
    'zh-CN': '旁边还有降级（fallback）设置，会原样保留。',
  },
  'breaker-fallback-forced': {
    en: 'The fallback is forced: every call of these callers is refused, whatever the breaker says.',
    'zh-CN': '强制降级（fallback）已开启：无论熔断如何设置，这些调用方的每次调用都会被拒绝。',
  },
  'breaker-fallback-null': {
    en: 'With the fallback “returnnull” Mesher answers 502 “Unknown Error” instead of 503, so a refused call looks like a broken one.',
    'zh-CN': '降级策略为 “returnnull” 时，Mesher 返回 502 “Unknown Error” 而不是 503，被拒绝的调用看起来像故障。',
  },
  'breaker-per-service': {
    en: 'Mesher 1.8.0 ignores breakers and concurrency limits for one service; of what is said for {{service}} only the time-out acts. Use a breaker for every service that the caller calls.',
    'zh-CN':
      'Mesher 1.8.0 忽略针对单个服务的熔断和并发限制；对 {{service}} 的设置中只有超时生效。请使用针对该调用方所调用的全部服务的熔断。',
  },
  'breaker-unreadable': {
    en: 'The document {{key}} cannot be read, so java-chassis has no such policy.',
    'zh-CN': '文档 {{key}} 无法读取，java-chassis 中不存在该策略。',
  },
  'breaker-without-group': {
    en: 'No match group “{{group}}” stands beside it, so it takes no call.',
    'zh-CN': '没有对应的流量标记 “{{group}}”，因此不会作用于任何调用。',
  },
})

/** What a data plane lacks, and what has to be checked in it. */
const capabilityFindings = findings({
  'breaker-handler-missing': {
    en: 'The declared chain of the sidecars lacks {{handler}}: nothing would break a circuit.',
    'zh-CN': '声明的 Sidecar 处理链中没有 {{handler}}，不会有任何熔断。',
  },
  'breaker-handler-undeclared': {
    en: 'The sidecars’ chain is not declared for this mesh. Check that {{handler}} is in servicecomb.handler.chain.Consumer.outgoing.',
    'zh-CN':
      '此网格没有声明 Sidecar 的处理链。请检查 servicecomb.handler.chain.Consumer.outgoing 中是否有 {{handler}}。',
  },
  'breaker-field-lacking': {
    en: '{{framework}} has no such thing in circuit breakers.',
    'zh-CN': '{{framework}} 的熔断不支持此项。',
  },
  'breaker-needs-service': {
    en: '{{framework}} has no breaker for every called service at once: choose the service, or a group of calls.',
    'zh-CN': '{{framework}} 没有针对全部被调服务的熔断：请选择服务或一组调用。',
  },
  'breaker-service-inert': {
    en: '{{framework}} 1.8.0 ignores this for one service. A breaker for every service that the caller calls has it.',
    'zh-CN': '{{framework}} 1.8.0 忽略针对单个服务的此项设置。针对该调用方所调用的全部服务的熔断支持此项。',
  },
  'breaker-window-fixed': {
    en: '{{framework}} always judges the calls of the last 10 s.',
    'zh-CN': '{{framework}} 始终统计最近 10 秒的调用。',
  },
  'breaker-one-trial': {
    en: '{{framework}} always tries one call when the wait is over.',
    'zh-CN': '{{framework}} 在等待结束后始终只试探 1 次调用。',
  },
  'breaker-statuses-at-start': {
    en: '{{framework}} reads the statuses that count as failures from its own file when it starts, and forgets them at a live change.',
    'zh-CN': '{{framework}} 启动时从自己的文件读取视为失败的状态码，运行中变更后会丢弃。',
  },
  'breaker-time-out-late': {
    en: '{{framework}} puts a shorter time-out in force at once, a longer one for every service about 5 s later.',
    'zh-CN': '{{framework}} 缩短超时立即生效；针对全部服务延长超时大约晚 5 秒生效。',
  },
})

/** What the recorded calls do and do not tell of circuits. */
const callFindings = findings({
  'proof-circuits-quiet': {
    en: {
      one: '{{count}} call since it is live, and no circuit had to open.',
      other: '{{count}} calls since it is live, and no circuit had to open.',
    },
    'zh-CN': {
      one: '生效以来有 {{count}} 次调用，没有触发熔断。',
      other: '生效以来有 {{count}} 次调用，没有触发熔断。',
    },
  },
  'proof-still-passing': {
    en: {
      one: 'It should refuse every call, but {{count}} went through since it is live.',
      other: 'It should refuse every call, but {{count}} went through since it is live.',
    },
    'zh-CN': {
      one: '本应拒绝所有调用，但生效以来仍有 {{count}} 次通过。',
      other: '本应拒绝所有调用，但生效以来仍有 {{count}} 次通过。',
    },
  },
})

/** What a backtest cannot know. */
const backtestFindings = findings({
  'backtest-no-circuits': {
    en: 'No registered data plane that reads this would run a circuit for it.',
    'zh-CN': '没有已注册的数据面会为此设置运行熔断。',
  },
  'backtest-sampled': {
    en: 'Only one in {{count}} calls was looked at. Circuits count calls, so fewer of them open here than would have.',
    'zh-CN': '每 {{count}} 次调用只查看 1 次。熔断按调用次数判断，因此这里打开的次数偏少。',
  },
  'backtest-estimate': {
    en: 'Not every call is recorded, so this is an estimate: circuits would have opened more often.',
    'zh-CN': '并非所有调用都有记录，此结果只是估计：熔断实际会更频繁地打开。',
  },
  'backtest-stopped': {
    en: 'The calls are many: they were run through it up to {{at}}.',
    'zh-CN': '调用过多，只回放到 {{at}}。',
  },
  'backtest-partly-seen': {
    en: 'You see a part of the calls only; a circuit counts all of them.',
    'zh-CN': '你只能看到部分调用，而熔断统计全部调用。',
  },
  'backtest-unread': {
    en: {
      one: '{{count}} call was recorded without a header that the match reads, and is left out.',
      other: '{{count}} calls were recorded without a header that the match reads, and are left out.',
    },
    'zh-CN': {
      one: '{{count}} 次调用没有记录匹配所需的请求头，未计入。',
      other: '{{count}} 次调用没有记录匹配所需的请求头，未计入。',
    },
  },
  'backtest-left-out': {
    en: {
      one: '{{count}} call was refused by the breaker of that time. What would have come of it is not known; it is left out.',
      other:
        '{{count}} calls were refused by the breaker of that time. What would have come of them is not known; they are left out.',
    },
    'zh-CN': {
      one: '{{count}} 次调用当时已被熔断拒绝，结果无从得知，未计入。',
      other: '{{count}} 次调用当时已被熔断拒绝，结果无从得知，未计入。',
    },
  },
  'backtest-uncounted': {
    en: {
      one: '{{count}} call was answered with a 5xx that does not count as failed here.',
      other: '{{count}} calls were answered with a 5xx that does not count as failed here.',
    },
    'zh-CN': { one: '{{count}} 次 5xx 应答在此不算失败。', other: '{{count}} 次 5xx 应答在此不算失败。' },
  },
  'backtest-retried': {
    en: {
      one: '{{count}} call repeated another one. Attempts are counted as calls of their own, although the proxy may count the last one alone.',
      other:
        '{{count}} calls repeated others. Attempts are counted as calls of their own, although the proxy may count the last one alone.',
    },
    'zh-CN': {
      one: '{{count}} 次调用是重试。每次尝试单独计数，而代理可能只计最后一次。',
      other: '{{count}} 次调用是重试。每次尝试单独计数，而代理可能只计最后一次。',
    },
  },
  'backtest-refused-unmade': {
    en: 'A refused call is not made, so it neither fails nor burdens the callee. Whether the callee would have recovered sooner cannot be known.',
    'zh-CN': '被拒绝的调用不会发出，既不会失败，也不给被调方增加负担。被调方是否会因此更快恢复无从得知。',
  },
})

export const circuitBreakersFindings = {
  ...backtestFindings,
  ...draftFindings,
  ...documentFindings,
  ...capabilityFindings,
  ...callFindings,
}
