import { findings, problems } from './messages.ts'

/** What can go wrong with a freeze. */
export const freezesProblems = problems({
  'freeze-not-open': {
    status: 409,
    en: '{{id}} has ended: it holds nothing back any more.',
    'zh-CN': '{{id}} 已经结束，不再冻结任何内容。',
  },
})

/** What a draft of a freeze can have wrong. */
export const freezesFindings = findings({
  'freeze-passed': { en: 'The end has passed.', 'zh-CN': '结束时间已经过去。' },
  'role-changes-nothing': { en: 'This role changes nothing.', 'zh-CN': '此角色不能进行变更。' },
})
