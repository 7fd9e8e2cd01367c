import { findings, problems } from './messages.ts'

export const auditProblems = problems({
  'audit-month-runs': {
    status: 409,
    en: '{{month}} has not ended in the log: the first row after it seals it.',
    'zh-CN': '{{month}} 在日志中尚未结束：其后的第一条记录会将其封存。',
  },
  'audit-month-not-oldest': {
    status: 409,
    en: '{{oldest}} is older than {{month}}. The oldest month is dropped first.',
    'zh-CN': '{{oldest}} 早于 {{month}}，先清除最早的月份。',
  },
  'audit-month-broken': {
    status: 409,
    en: 'The chain breaks within {{month}} at row {{number}}. Its rows are evidence and stay.',
    'zh-CN': '{{month}} 的校验链在第 {{number}} 条处断开，其记录是证据，予以保留。',
  },
})

/** Where the chain of the audit log breaks first. */
export const auditFindings = findings({
  'audit-row-altered': {
    en: 'Row {{number}} was altered: its content does not give its hash.',
    'zh-CN': '第 {{number}} 条被改动：其内容与散列值不符。',
  },
  'audit-row-missing': {
    en: 'Row {{number}} is missing.',
    'zh-CN': '缺少第 {{number}} 条。',
  },
  'audit-row-unchained': {
    en: 'Row {{number}} does not follow the one before it.',
    'zh-CN': '第 {{number}} 条与前一条不衔接。',
  },
  'audit-row-added': {
    en: 'Row {{number}} stands behind the end of the chain.',
    'zh-CN': '第 {{number}} 条位于链尾之后。',
  },
  'audit-tail-missing': {
    en: 'The end is missing: row {{number}} should be there, the chain has {{rows}}.',
    'zh-CN': '缺少末尾：应有第 {{number}} 条，链长为 {{rows}}。',
  },
  'audit-end-differs': {
    en: 'Row {{number}} is not the last row that the head of the chain knows.',
    'zh-CN': '第 {{number}} 条与链头所记的最后一条不符。',
  },
  'audit-month-missing': {
    en: 'The rows of {{month}} are gone, from row {{number}} on, and the log does not tell that they were dropped.',
    'zh-CN': '{{month}} 自第 {{number}} 条起的记录不见了，而日志中没有清除的记载。',
  },
  'audit-seal-differs': {
    en: 'The rows of {{month}}, from row {{number}} on, differ from its seal.',
    'zh-CN': '{{month}} 自第 {{number}} 条起的记录与其封存信息不符。',
  },
  'audit-note-differs': {
    en: 'Row {{number}} has another hash than the noted one.',
    'zh-CN': '第 {{number}} 条的散列值与所记的不同。',
  },
})
