import { findings, problems } from './messages.ts'

/** Why a limit cannot be tried on recorded calls. */
export const limitBacktestProblems = problems({
  'backtest-headers-missing': {
    status: 422,
    en: 'Only {{percent}} % of the calls tell their {{names}}: too few to say which ones the limit would count.',
    'zh-CN': '只有 {{percent}} % 的调用记录了 {{names}}，不足以判断限流会统计哪些调用。',
  },
  'backtest-not-drafted': {
    status: 422,
    en: 'There is no complete limit to try on the recorded calls.',
    'zh-CN': '没有完整的限流规则可用于回放记录的调用。',
  },
  'backtest-query-masked': {
    status: 403,
    en: 'The group reads query parameters, which may be personal. It needs calls:unmask.',
    'zh-CN': '流量标记读取查询参数，其中可能有个人信息，需要 calls:unmask。',
  },
})

/** Why a backtest of a limit is an estimate. */
const backtestFindings = findings({
  'backtest-sampled': {
    en: 'One call in {{oneIn}} was looked at, and the limit was cut down alike.',
    'zh-CN': '按 {{oneIn}} 取 1 抽样，限流值也按比例缩小。',
  },
  'backtest-source-sampled': {
    en: 'The source does not record every call.',
    'zh-CN': '数据源没有记录所有调用。',
  },
  'backtest-records-incomplete': {
    en: 'The records of this window are not complete.',
    'zh-CN': '此时间窗的记录不完整。',
  },
  'backtest-records-begin': {
    en: 'The records begin at {{since}}: only what came since then was looked at.',
    'zh-CN': '记录从 {{since}} 开始，只回放了此后的调用。',
  },
  'backtest-no-calls': {
    en: 'No recorded call of this window would be counted by the limit.',
    'zh-CN': '此时间窗内没有该限流会计数的调用记录。',
  },
  'backtest-unrecorded': {
    en: {
      one: 'One call is left out: a header that the group reads was not recorded.',
      other: '{{count}} calls are left out: a header that the group reads was not recorded.',
    },
    'zh-CN': '有 {{count}} 次调用未计入：没有记录流量标记读取的请求头。',
  },
  'backtest-cut-short': {
    en: 'It stopped after {{seconds}} s and covers the calls up to {{at}}.',
    'zh-CN': '运行 {{seconds}} 秒后停止，只覆盖到 {{at}} 的调用。',
  },
  'backtest-without-instance': {
    en: {
      one: 'One call does not tell which sidecar would have counted it and is left out.',
      other: '{{count}} calls do not tell which sidecar would have counted them and are left out.',
    },
    'zh-CN': {
      one: '有 1 次调用没有记录由哪个边车计数，未纳入计算。',
      other: '有 {{count}} 次调用没有记录由哪个边车计数，未纳入计算。',
    },
  },
  'backtest-counting-assumed': {
    en: 'How {{services}} count is not known; a bucket as Mesher has it is assumed.',
    'zh-CN': '不清楚 {{services}} 的计数方式，按 Mesher 的令牌桶估算。',
  },
  'backtest-other-limits': {
    en: 'Other limits that would refuse some of these calls first are not part of it.',
    'zh-CN': '未计入可能先拒绝部分调用的其他限流。',
  },
})

/** What the calls since a limit was written do not show yet. */
const proofFindings = findings({
  'proof-none-refused': {
    en: {
      one: 'The one call since then stayed below the limit, so nothing shows it.',
      other: 'The {{count}} calls since then stayed below the limit, so nothing shows it.',
    },
    'zh-CN': {
      one: '此后只有 1 次调用，未达到限流值，无法体现。',
      other: '此后的 {{count}} 次调用都未达到限流值，无法体现。',
    },
  },
  'proof-over-limit': {
    en: '{{instance}} let {{count}} calls through within a second, more than the limit allows.',
    'zh-CN': '{{instance}} 在一秒内放行了 {{count}} 次调用，超过了限流值。',
  },
  'proof-still-passing': {
    en: {
      one: 'One call was still let through since then.',
      other: '{{count}} calls were still let through since then.',
    },
    'zh-CN': { one: '此后仍有 1 次调用被放行。', other: '此后仍有 {{count}} 次调用被放行。' },
  },
})

export const limitBacktestFindings = findings({ ...backtestFindings, ...proofFindings })
