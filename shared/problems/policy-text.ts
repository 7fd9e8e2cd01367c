import { findings } from './messages.ts'

/** Why a typed text is not taken for a policy. */
export const policyTextFindings = findings({
  'text-unreadable': {
    en: 'The text of {{key}} cannot be read from line {{line}}, column {{column}} on.',
    'zh-CN': '{{key}} 的原文从第 {{line}} 行第 {{column}} 列起无法读取。',
  },
  'text-too-deep': {
    en: 'The text of {{key}} nests deeper than policies do.',
    'zh-CN': '{{key}} 的原文嵌套层数超过策略所需。',
  },
  'text-says-no-policy': {
    en: 'The text says nothing that the form could show.',
    'zh-CN': '原文没有任何表单可以显示的内容。',
  },
  'text-not-kept': {
    en: 'The text says more than the form can hold, and what would be written leaves that out. Take it out, or edit it in the mesh itself.',
    'zh-CN': '原文的内容超出表单能表达的范围，将写入的内容会缺少这部分。请删去它，或直接在网格中修改。',
  },
})
