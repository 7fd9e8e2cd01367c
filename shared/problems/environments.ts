import { findings, problems } from './messages.ts'

/** What can go wrong with an environment. */
export const environmentsProblems = problems({
  'environment-in-use': {
    status: 409,
    en: 'Something open depends on {{environment}}.',
    'zh-CN': '仍有未结束的内容依赖 {{environment}}。',
  },
})

/** What depends on an environment. */
export const environmentsFindings = findings({
  'environment-asked-by': { en: '{{id}} is open there.', 'zh-CN': '{{id}} 在其中尚未结束。' },
  'environment-frozen-by': { en: '{{id}} freezes it.', 'zh-CN': '{{id}} 正在或即将冻结它。' },
  'environment-bound-to': { en: '{{id}} has a role bound to it.', 'zh-CN': '{{id}} 有限定于它的角色。' },
})
