import { findings, problems } from './messages.ts'

/** What can go wrong with any request. */
export const generalProblems = problems({
  'invalid-input': {
    status: 400,
    en: 'The request has values that cannot be used.',
    'zh-CN': '请求中有不能使用的值。',
  },
  'not-json': { status: 400, en: 'The body is not valid JSON.', 'zh-CN': '请求体不是有效的 JSON。' },
  'not-json-type': {
    status: 415,
    en: 'The body must be sent as application/json in UTF-8.',
    'zh-CN': '请求体必须以 UTF-8 编码的 application/json 发送。',
  },
  'too-large': {
    status: 413,
    en: 'The body is larger than {{limit}} bytes.',
    'zh-CN': '请求体超过 {{limit}} 字节。',
  },
  'not-found': { status: 404, en: 'There is no {{noun}} “{{id}}”.', 'zh-CN': '没有{{noun}} “{{id}}”。' },
  'no-such-address': { status: 404, en: 'There is nothing at {{path}}.', 'zh-CN': '{{path}} 处没有内容。' },
  conflict: {
    status: 409,
    en: 'It was changed meanwhile. Nothing of yours was written.',
    'zh-CN': '它已被修改，你的内容没有写入。',
  },
  'already-exists': { status: 409, en: 'The {{noun}} “{{id}}” already exists.', 'zh-CN': '{{noun}} “{{id}}” 已存在。' },
  'backend-silent': { status: 502, en: '{{backend}} does not answer.', 'zh-CN': '{{backend}} 没有应答。' },
  'backend-refused': {
    status: 502,
    en: '{{backend}} refused the request with status {{status}}.',
    'zh-CN': '{{backend}} 以状态 {{status}} 拒绝了请求。',
  },
  'backend-garbled': {
    status: 502,
    en: '{{backend}} answered something that cannot be understood.',
    'zh-CN': '{{backend}} 的应答无法理解。',
  },
  'deadline-passed': {
    status: 504,
    en: 'The answer took longer than {{seconds}} s.',
    'zh-CN': '应答用时超过 {{seconds}} 秒。',
  },
  internal: {
    status: 500,
    en: 'Something failed inside Meshdeck. The log has it under this request id.',
    'zh-CN': 'Meshdeck 内部出错，日志中可按请求号查找。',
  },
})

/** What a value in a request or a form can have wrong. */
export const inputFindings = findings({
  'value-missing': { en: 'A value is needed.', 'zh-CN': '需要填写。' },
  'value-invalid': { en: 'This value cannot be used here.', 'zh-CN': '此处不能使用这个值。' },
  'value-too-long': {
    en: 'At most {{maximum}} characters.',
    'zh-CN': '最多 {{maximum}} 个字符。',
  },
  'value-too-short': { en: 'At least {{minimum}} characters.', 'zh-CN': '至少 {{minimum}} 个字符。' },
  'too-many-items': { en: 'At most {{maximum}} entries.', 'zh-CN': '最多 {{maximum}} 项。' },
  'too-few-items': { en: 'At least {{minimum}} entries.', 'zh-CN': '最少 {{minimum}} 项。' },
  'value-too-large': { en: 'At most {{maximum}}.', 'zh-CN': '最大为 {{maximum}}。' },
  'value-too-small': { en: 'At least {{minimum}}.', 'zh-CN': '最小为 {{minimum}}。' },
  'value-unknown': { en: '“{{key}}” is not known here.', 'zh-CN': '此处没有 “{{key}}”。' },
  'secret-or-file': {
    en: 'Give either the secret or the file that holds it.',
    'zh-CN': '请提供密钥或存放密钥的文件，二者选一。',
  },
  'name-taken-twice': { en: 'A name stands here twice.', 'zh-CN': '有名称重复。' },
  'window-empty': { en: 'The end must come after the beginning.', 'zh-CN': '结束必须晚于开始。' },
  'window-half': { en: 'A window needs both its beginning and its end.', 'zh-CN': '时间窗需要开始和结束。' },
})
