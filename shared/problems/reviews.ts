import { findings, problems } from './messages.ts'

/** Why a person may not do something with a change request, or not now. */
export const reviewsProblems = problems({
  'act-not-now': {
    status: 409,
    en: '{{id}} is {{state}}. This is not possible now.',
    'zh-CN': '{{id}} 的状态是 {{state}}，现在不能执行此操作。',
  },
  'change-moved': {
    status: 409,
    en: '{{id}} was changed meanwhile. Look at it again.',
    'zh-CN': '{{id}} 已被修改，请重新查看。',
  },
  'hash-moved': {
    status: 409,
    en: 'What was seen of {{id}} is not what it says now. Look at it again.',
    'zh-CN': '看到的 {{id}} 内容已不是当前内容，请重新查看。',
  },
  'own-change': {
    status: 403,
    en: 'Whoever contributed to {{id}} may not review it. Somebody else has to.',
    'zh-CN': '参与编写 {{id}} 的人不能评审，需要由其他人评审。',
  },
  'author-only': {
    status: 403,
    en: 'Only {{author}}, who asked for {{id}}, may do this.',
    'zh-CN': '只有 {{id}} 的作者 {{author}} 可以执行此操作。',
  },
  'reviewer-role-missing': {
    status: 403,
    en: 'Reviewing changes of {{environment}} needs the role {{role}} there.',
    'zh-CN': '评审 {{environment}} 的变更需要在那里拥有角色 {{role}}。',
  },
  'approved-before': {
    status: 409,
    en: 'You approved this round of {{id}} before. One person counts once.',
    'zh-CN': '你已批准 {{id}} 的这一轮，每人只计一次。',
  },
  'reviewer-unfit': {
    status: 422,
    en: '{{name}} may not review {{id}}.',
    'zh-CN': '{{name}} 不能评审 {{id}}。',
  },
  'schedule-passed': {
    status: 422,
    en: 'The time at which it is to be applied has passed.',
    'zh-CN': '计划生效的时间已经过去。',
  },
  'schedule-too-late': {
    status: 422,
    en: 'It is scheduled too late: at most {{days}} days ahead.',
    'zh-CN': '计划时间太晚：最多提前 {{days}} 天。',
  },
  'schedule-after-end': {
    status: 422,
    en: 'It ends at {{at}}, before the time at which it is to be applied.',
    'zh-CN': '它在 {{at}} 结束，早于计划生效的时间。',
  },
  'undoing-over': {
    status: 409,
    en: '{{origin}} is no longer being undone, and nobody approved {{id}}. To take {{origin}} back, ask for a revert of it.',
    'zh-CN': '{{origin}} 已不在撤销中，且 {{id}} 未经批准。如需撤回 {{origin}}，请对它发起还原。',
  },
  'undo-first': {
    status: 409,
    en: 'What {{id}} wrote can still be taken back. Undo it.',
    'zh-CN': '{{id}} 写入的内容还能撤回，请先撤销。',
  },
  'continue-first': {
    status: 409,
    en: '{{id}} has written only some documents of a policy. Go on with it first.',
    'zh-CN': '{{id}} 只写入了一条策略的部分文档，请先继续写入。',
  },
  'revert-not-editable': {
    status: 409,
    en: '{{id}} takes another change back and cannot be edited. Withdraw it and revert again.',
    'zh-CN': '{{id}} 用于还原另一个变更，不能编辑。请撤回后重新还原。',
  },
  'base-moved-since': {
    status: 409,
    en: '{{service}} ({{name}}) was changed in the mesh since this was proposed.',
    'zh-CN': '提交之后，网格中的 {{service}}（{{name}}）已被修改。',
  },
  'payload-moved': {
    status: 409,
    en: 'What would be written now is no longer what was reviewed: the versions that read it have changed.',
    'zh-CN': '现在会写入的内容已不同于评审过的内容：读取它的版本有变化。',
  },
  frozen: {
    status: 409,
    en: '{{environment}} is frozen until {{until}}: {{reason}}',
    'zh-CN': '{{environment}} 冻结至 {{until}}：{{reason}}',
  },
  'author-gone': {
    status: 409,
    en: 'The account of {{author}} may no longer sign in.',
    'zh-CN': '{{author}} 的账号已不能登录。',
  },
  'author-lost-permission': {
    status: 409,
    en: '{{author}}, who asked for it, no longer has the permission {{permission}} in {{place}}.',
    'zh-CN': '作者 {{author}} 不再拥有在 {{place}} 的权限 {{permission}}。',
  },
})

/** What a check says of a review to come, and what is wrong with an environment's rules. */
export const reviewsFindings = findings({
  'review-far-reaching': {
    en: 'It reaches {{rate}} calls a second, above {{limit}}: more people review it.',
    'zh-CN': '它影响每秒 {{rate}} 次调用，超过 {{limit}}，需要更多人评审。',
  },
  'review-reach-unknown': {
    en: 'How many calls it reaches is not known. It is reviewed as if they were above {{limit}} a second.',
    'zh-CN': '无法得知它影响多少调用，按每秒超过 {{limit}} 次评审。',
  },
  'weight-step-too-large': {
    en: 'This moves {{step}} % at once; {{environment}} allows at most {{limit}} %.',
    'zh-CN': '一次移动了 {{step}}%，{{environment}} 最多允许 {{limit}}%。',
  },
  'role-cannot-approve': {
    en: 'This role does not have the permission changes:approve.',
    'zh-CN': '这个角色没有权限 changes:approve。',
  },
  'approvals-not-more': {
    en: 'It must be more than the approvals that every change needs.',
    'zh-CN': '必须多于每个变更都需要的批准数。',
  },
  'zone-unknown': { en: 'There is no such time zone.', 'zh-CN': '没有这个时区。' },
})
