import { findings, problems } from './messages.ts'

/** Why a text is no set of policies that could be brought in. */
export const policyTransferProblems = problems({
  'transfer-not-yaml': {
    status: 422,
    en: 'Line {{line}} cannot be read as YAML.',
    'zh-CN': '第 {{line}} 行不是有效的 YAML。',
  },
  'transfer-several-documents': {
    status: 422,
    en: 'A second document begins at line {{line}}. One text holds one document.',
    'zh-CN': '第 {{line}} 行开始了第二个文档。一份文本只能有一个文档。',
  },
  'transfer-alias': {
    status: 422,
    en: 'Line {{line}} refers to another place of the text. Write out what it stands for.',
    'zh-CN': '第 {{line}} 行引用了文本的其他位置。请写出它代表的内容。',
  },
  'transfer-key-twice': {
    status: 422,
    en: 'Line {{line}} names “{{key}}” a second time.',
    'zh-CN': '第 {{line}} 行重复写了 “{{key}}”。',
  },
  'transfer-too-deep': {
    status: 422,
    en: 'The text nests deeper than policies do.',
    'zh-CN': '文本的嵌套层数超过策略所需。',
  },
  'transfer-unusable': {
    status: 422,
    en: 'The text is not an export of policies.',
    'zh-CN': '这份文本不是策略的导出内容。',
  },
  'transfer-too-many': {
    status: 422,
    en: 'There are {{count}} policies; one export holds at most {{maximum}}. Choose a single service.',
    'zh-CN': '共有 {{count}} 条策略，一次导出最多 {{maximum}} 条。请选择单个服务。',
  },
})

/** What stands in the way of a policy that is brought elsewhere. */
export const policyTransferFindings = findings({
  'transfer-form-unknown': {
    en: 'This console reads the form {{form}}.',
    'zh-CN': '此控制台可读取的格式是 {{form}}。',
  },
  'transfer-policy-twice': {
    en: 'This policy stands in the text twice.',
    'zh-CN': '这条策略在文本中出现了两次。',
  },
  'transfer-kind-unknown': {
    en: 'There is no kind of policy “{{kind}}” that could be brought in.',
    'zh-CN': '没有可导入的策略种类 “{{kind}}”。',
  },
  'transfer-kind-absent': {
    en: '{{mesh}} has no policies of this kind.',
    'zh-CN': '{{mesh}} 没有此种类的策略。',
  },
  'transfer-not-understood': {
    en: 'It could not be read where it stood, so there is nothing to bring over.',
    'zh-CN': '源处的内容无法读取，没有可带过来的内容。',
  },
  'transfer-partly-understood': {
    en: 'Its documents say more than the console knows. That part stays behind.',
    'zh-CN': '它的文档包含控制台不认识的内容，这部分不会带过来。',
  },
})
