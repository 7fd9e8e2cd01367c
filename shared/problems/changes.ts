import { findings, problems } from './messages.ts'

export const changesProblems = problems({
  'check-failed': {
    status: 422,
    en: {
      one: 'The check found an error. Nothing was written.',
      other: 'The check found {{count}} errors. Nothing was written.',
    },
    'zh-CN': { one: '检查发现 1 个错误，没有写入。', other: '检查发现 {{count}} 个错误，没有写入。' },
  },
  'change-not-open': {
    status: 409,
    en: '{{id}} is {{state}}: there is nothing to go on with.',
    'zh-CN': '{{id}} 的状态是 {{state}}，没有可继续的内容。',
  },
  'nothing-to-revert': {
    status: 409,
    en: 'Nothing of {{id}} is left in the mesh.',
    'zh-CN': '网格中已没有 {{id}} 的内容。',
  },
  'change-not-timed': {
    status: 409,
    en: '{{id}} has no end that is still to come.',
    'zh-CN': '{{id}} 没有待执行的定时还原。',
  },
  'half-written': {
    status: 502,
    en: 'Only some of its documents were written. Trying again goes on from there.',
    'zh-CN': '只写入了部分文档，重试会从这里继续。',
  },
})

export const changesFindings = findings({
  'several-meshes': {
    en: 'One request changes one mesh. Ask for each mesh apart.',
    'zh-CN': '一个变更请求只改一个网格，请分开提交。',
  },
  'policy-twice': {
    en: 'The same policy stands in this request twice.',
    'zh-CN': '同一条策略在这个请求中出现了两次。',
  },
  'base-moved': {
    en: 'It was changed in the mesh since this edit began.',
    'zh-CN': '开始编辑后，网格中的内容已被修改。',
  },
  'policy-gone': {
    en: 'There is nothing to delete: the mesh has no such policy.',
    'zh-CN': '没有可删除的内容：网格中没有这条策略。',
  },
  'nothing-changes': {
    en: 'The mesh already holds exactly this.',
    'zh-CN': '网格中已经是这些内容。',
  },
  'other-draft': {
    en: '{{author}} has a draft of the same policy.',
    'zh-CN': '{{author}} 也有这条策略的草稿。',
  },
  'open-change': {
    en: '{{id}} by {{author}} touches the same policy and is not finished.',
    'zh-CN': '{{author}} 的 {{id}} 涉及同一条策略，尚未完成。',
  },
  'spec-too-large': {
    en: 'It is too large: at most {{maximum}} characters are kept.',
    'zh-CN': '内容过大：最多 {{maximum}} 个字符。',
  },
  'spec-too-deep': {
    en: 'Its values lie too deep in each other: at most {{maximum}} levels are kept.',
    'zh-CN': '嵌套过深：最多 {{maximum}} 层。',
  },
  'end-missing': {
    en: 'It needs a time at which it ends by itself.',
    'zh-CN': '需要设定自动结束的时间。',
  },
  'end-passed': {
    en: 'The time at which it ends has passed.',
    'zh-CN': '结束时间已经过去。',
  },
  'end-too-late': {
    en: 'It ends too late: at most {{hours}} hours are allowed.',
    'zh-CN': '结束时间太晚：最多 {{hours}} 小时。',
  },
  'revert-covered': {
    en: '{{service}} ({{name}}): {{change}} was built on it and ends at {{at}}. It is taken back with that.',
    'zh-CN': '{{service}}（{{name}}）：{{change}} 建立在它之上，{{at}} 结束，届时一并还原。',
  },
  'revert-moved-by-change': {
    en: '{{service}} ({{name}}) could not be taken back: {{author}} changed it with {{change}}.',
    'zh-CN': '{{service}}（{{name}}）无法还原：{{author}} 已通过 {{change}} 修改。',
  },
  'revert-moved-outside': {
    en: '{{service}} ({{name}}) could not be taken back: somebody changed it outside the console, as seen at {{at}}.',
    'zh-CN': '{{service}}（{{name}}）无法还原：有人在控制台之外修改了它，{{at}} 发现。',
  },
  'no-environment': {
    en: 'No environment covers {{namespace}}: it asks for no approval.',
    'zh-CN': '没有环境包含 {{namespace}}，因此不需要审批。',
  },
  'proof-waiting': {
    en: 'The instances are being read.',
    'zh-CN': '正在读取实例。',
  },
  'proof-nothing-written': {
    en: 'Nothing was written.',
    'zh-CN': '没有写入任何内容。',
  },
  'proof-no-readers': {
    en: 'No instance reads this policy.',
    'zh-CN': '没有实例读取这条策略。',
  },
  'proof-unreadable': {
    en: {
      one: 'The one instance that reads it cannot be asked.',
      other: 'None of the {{count}} instances that read it can be asked.',
    },
    'zh-CN': { one: '读取它的 1 个实例无法查询。', other: '读取它的 {{count}} 个实例都无法查询。' },
  },
  'proof-expected': {
    en: {
      one: 'The one instance that reads it cannot be asked; it should hold it since {{at}}.',
      other: 'None of the {{count}} instances that read it can be asked; they should hold it since {{at}}.',
    },
    'zh-CN': {
      one: '读取它的 1 个实例无法查询，{{at}} 起应已生效。',
      other: '读取它的 {{count}} 个实例都无法查询，{{at}} 起应已生效。',
    },
  },
  'proof-observed-unread': {
    en: {
      one: 'The calls show it. The one instance that reads it cannot be asked.',
      other: 'The calls show it. None of the {{count}} instances that read it can be asked.',
    },
    'zh-CN': {
      one: '调用已体现它；读取它的 1 个实例无法查询。',
      other: '调用已体现它；读取它的 {{count}} 个实例都无法查询。',
    },
  },
  'proof-stragglers': {
    en: '{{holds}} of {{total}} instances hold it.',
    'zh-CN': '{{total}} 个实例中有 {{holds}} 个已生效。',
  },
  'proof-deadline': {
    en: 'After {{seconds}} s only {{holds}} of {{total}} instances held it.',
    'zh-CN': '{{seconds}} 秒后，{{total}} 个实例中只有 {{holds}} 个生效。',
  },
  'proof-disabled': {
    en: 'It is switched off: no call can show it.',
    'zh-CN': '它已停用，没有调用可以证明。',
  },
  'proof-no-calls': {
    en: 'No call has come since it is live.',
    'zh-CN': '生效以来还没有调用。',
  },
  'proof-few-calls': {
    en: {
      one: 'Only one call took the route “{{route}}” so far.',
      other: 'Only {{count}} calls took the route “{{route}}” so far.',
    },
    'zh-CN': {
      one: '目前只有 1 次调用走路由 “{{route}}”。',
      other: '目前只有 {{count}} 次调用走路由 “{{route}}”。',
    },
  },
  'proof-shares-differ': {
    en: 'The calls on “{{route}}” do not show the shares that were asked for.',
    'zh-CN': '路由 “{{route}}” 上的调用比例与要求不一致。',
  },
  'proof-not-measurable': {
    en: 'Calls on “{{route}}” cannot be told apart: {{what}} is not recorded.',
    'zh-CN': '无法区分路由 “{{route}}” 上的调用：没有记录 {{what}}。',
  },
  'proof-superseded': {
    en: 'A later change replaced it; this is the proof from its own time.',
    'zh-CN': '它已被后来的变更取代，这里是当时的证明。',
  },
})
