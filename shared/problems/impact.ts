import { findings } from './messages.ts'

/** What stands in the way of saying what a change does to recorded calls, and what to bear in mind. */
export const impactFindings = findings({
  'impact-header-missing': {
    en: 'The impact cannot be told: {{share}} % of the calls were recorded with the header {{header}}, 90 % are needed. Calls are recorded with a header as soon as a rule names it or the mesh’s configuration keeps it.',
    'zh-CN':
      '无法给出影响：只有 {{share}}% 的调用记录了请求头 {{header}}，至少需要 90%。规则引用该请求头，或网格配置保留它之后，调用才会记录它。',
  },
  'impact-header-never-seen': {
    en: 'No call of the window carries {{header}}: either nobody sends it, or reporters leave it out.',
    'zh-CN': '时间窗内没有调用带有 {{header}}：要么没有调用方发送它，要么上报方没有上报它。',
  },
  'impact-query-masked': {
    en: 'The impact cannot be told: the rule reads query parameters, which may be personal. It needs calls:unmask.',
    'zh-CN': '无法给出影响：规则读取查询参数，其中可能有个人信息，需要 calls:unmask。',
  },
  'impact-no-calls': {
    en: 'No recorded call in this window is decided by the rule.',
    'zh-CN': '此时间窗内没有由该规则决定的调用记录。',
  },
  'impact-few-calls': {
    en: {
      one: 'Only {{count}} recorded call: too few to rely on.',
      other: 'Only {{count}} recorded calls: too few to rely on.',
    },
    'zh-CN': '只有 {{count}} 次调用记录，数量太少，仅供参考。',
  },
  'impact-sampled': {
    en: 'Counted from every {{count}}th trace, evenly over the window.',
    'zh-CN': '在时间窗内均匀抽样，每 {{count}} 条调用链取 1 条推算。',
  },
  'impact-unrecorded': {
    en: {
      one: '{{count}} call is left out: a header that the rule reads was not recorded.',
      other: '{{count}} calls are left out: a header that the rule reads was not recorded.',
    },
    'zh-CN': '有 {{count}} 次调用未计入：没有记录规则读取的请求头。',
  },
  'impact-cut-short': {
    en: {
      one: 'Stopped after {{seconds}} s: {{count}} call, of a rarer kind, is left out.',
      other: 'Stopped after {{seconds}} s: {{count}} calls, of the rarer kinds, are left out.',
    },
    'zh-CN': '推算 {{seconds}} 秒后停止：有 {{count}} 次较少见的调用未计入。',
  },
  'impact-undecided': {
    en: {
      one: '{{count}} call is left out: its route says more than this page understands.',
      other: '{{count}} calls are left out: their routes say more than this page understands.',
    },
    'zh-CN': '有 {{count}} 次调用未计入：其路由含有本页不认识的内容。',
  },
})
