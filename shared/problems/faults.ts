import { findings } from './messages.ts'

/** Traps of faults, and why a data plane lacks something of them. */
export const faultsFindings = findings({
  'fault-does-nothing': {
    en: 'Choose what happens to the calls: abort some of them, delay some of them, or both.',
    'zh-CN': '请选择对调用做什么：中止一部分、延迟一部分，或两者都做。',
  },
  'fault-answers-400': {
    en: 'A number is missing or out of range: every one of these calls is answered with 400.',
    'zh-CN': '有数值缺失或超出范围：这些调用会全部得到 400 应答。',
  },
  'fault-half': {
    en: 'Half of the pair is missing. Unless the fault of every service has it, each of these calls is answered with 400.',
    'zh-CN': '这一对配置缺少一半。除非“所有服务”的故障里有它，否则这些调用会全部得到 400 应答。',
  },
  'fault-zero': {
    en: 'It is at 0 %, which does not shield the service: where a fault of every service is in force, that one’s percentage applies.',
    'zh-CN': '比例为 0 %，但这并不能保护此服务：若“所有服务”的故障正在生效，将采用其比例。',
  },
  'fault-success': {
    en: 'There is no status: aborted calls are answered with 200 and the text “success”.',
    'zh-CN': '没有状态码：被中止的调用会得到 200 和文本 “success”。',
  },
  'fault-narrower-kept': {
    en: 'Faults of single schemas or operations stand beside it. They are kept and not edited here.',
    'zh-CN': '旁边还有针对单个契约或操作的故障，会原样保留，不在此编辑。',
  },
  'fault-forced-closed': {
    en: 'It is forced off by forceClosed. Saving switches it on.',
    'zh-CN': 'forceClosed 使其强制关闭，保存后将启用。',
  },
  'fault-every-call': {
    en: 'Every one of these calls fails while it is in force.',
    'zh-CN': '生效期间，这些调用会全部失败。',
  },
  'fault-abort-of-all': {
    en: 'The fault of every service aborts calls, too, and this one says nothing else: calls to {{service}} are aborted as well.',
    'zh-CN': '“所有服务”的故障也会中止调用，而这里没有另行设置：对 {{service}} 的调用也会被中止。',
  },
  'fault-delay-of-all': {
    en: 'The fault of every service delays calls, too, and this one says nothing else: calls to {{service}} are delayed as well.',
    'zh-CN': '“所有服务”的故障也会延迟调用，而这里没有另行设置：对 {{service}} 的调用也会被延迟。',
  },
  'fault-abort-of-namespace': {
    en: 'The fault for every caller aborts calls to {{service}}, too, and this one says nothing else: they are aborted as well.',
    'zh-CN': '面向所有调用方的故障也会中止对 {{service}} 的调用，而这里没有另行设置：这些调用也会被中止。',
  },
  'fault-delay-of-namespace': {
    en: 'The fault for every caller delays calls to {{service}}, too, and this one says nothing else: they are delayed as well.',
    'zh-CN': '面向所有调用方的故障也会延迟对 {{service}} 的调用，而这里没有另行设置：这些调用也会被延迟。',
  },
  'fault-needs-match': {
    en: 'Say which calls the group takes: without a condition nobody heeds it.',
    'zh-CN': '请说明此分组包含哪些调用：没有条件时不会生效。',
  },
  'fault-match-without-group': {
    en: 'Only the fault of a match group can choose among calls.',
    'zh-CN': '只有针对流量标记的故障才能挑选调用。',
  },
  'fault-one-of-both': {
    en: 'The fault of a group of {{framework}} either aborts or delays.',
    'zh-CN': '{{framework}} 的分组故障只能二选一：中止或延迟。',
  },
  'fault-groups-unverified': {
    en: 'Whether {{framework}} heeds faults of groups depends on its libraries; watch the calls.',
    'zh-CN': '{{framework}} 是否执行分组故障取决于其依赖库，请观察调用。',
  },
  'proof-few-faulted': {
    en: { one: 'Only one such call came so far.', other: 'Only {{count}} such calls came so far.' },
    'zh-CN': { one: '到目前为止只有 1 次此类调用。', other: '到目前为止只有 {{count}} 次此类调用。' },
  },
  'proof-unrecorded': {
    en: {
      one: 'Of one call nobody knows whether the fault is for it: {{names}} was not recorded. It is left out.',
      other:
        'Of {{count}} calls nobody knows whether the fault is for them: {{names}} was not recorded. They are left out.',
    },
    'zh-CN': {
      one: '1 次调用没有记录 {{names}}，不知道故障是否针对它，未计入。',
      other: '{{count}} 次调用没有记录 {{names}}，不知道故障是否针对它们，未计入。',
    },
  },
  'proof-faults-differ': {
    en: 'The calls do not show the percentages that were asked for.',
    'zh-CN': '调用中的比例与要求不一致。',
  },
  'fault-handler-missing': {
    en: 'The outgoing chain of these proxies has no {{handler}}: they inject nothing. Add it to chassis.yaml and restart them.',
    'zh-CN': '这些代理的出向处理链中没有 {{handler}}，不会注入任何故障。请加入 chassis.yaml 并重启。',
  },
  'fault-handler-undeclared': {
    en: 'Nobody declared which handlers these proxies have. Look for {{handler}} in the outgoing chain of their chassis.yaml and declare it with the mesh.',
    'zh-CN': '没有声明这些代理的处理器。请在 chassis.yaml 的出向处理链中查找 {{handler}}，并在网格配置中声明。',
  },
})
