import { findings, problems } from './messages.ts'

/** What can go wrong with call records and with the collector that fills them. */
export const callsProblems = problems({
  'records-silent': {
    status: 503,
    en: 'The call records do not answer since {{since}}.',
    'zh-CN': '调用记录自 {{since}} 起没有应答。',
  },
  'records-behind': {
    status: 429,
    en: 'More calls come in than can be stored. Send them again in {{seconds}} s.',
    'zh-CN': '调用上报超过存储速度，请在 {{seconds}} 秒后重发。',
  },
  'cursor-invalid': {
    status: 400,
    en: 'This page does not exist; begin at the first one.',
    'zh-CN': '没有这一页，请从第一页开始。',
  },
  'collector-mesh': {
    status: 404,
    en: 'No mesh sends its calls to {{path}}.',
    'zh-CN': '没有网格向 {{path}} 上报调用。',
  },
  'collector-token': {
    status: 401,
    en: 'The ingest token is missing or does not belong to this mesh.',
    'zh-CN': '缺少上报令牌，或令牌不属于该网格。',
  },
})

/** Why a reported span did not become a call record, and what a search has to say. */
export const callsFindings = findings({
  'span-not-an-object': { en: 'A span must be an object.', 'zh-CN': '跨度必须是对象。' },
  'span-field-missing': { en: 'The span has no {{field}}.', 'zh-CN': '跨度缺少 {{field}}。' },
  'span-field-invalid': { en: 'The span’s {{field}} cannot be used.', 'zh-CN': '跨度的 {{field}} 不能使用。' },
  'span-in-future': {
    en: 'The span begins {{seconds}} s in the future; its host’s clock is wrong.',
    'zh-CN': '跨度的开始时间在 {{seconds}} 秒之后，其主机时钟有误。',
  },
  'span-too-old': {
    en: 'The span is older than the {{days}} days that records are kept.',
    'zh-CN': '跨度早于记录保留的 {{days}} 天。',
  },
})
