import { problems } from './messages.ts'

/** Who may do what, and who one is. */
export const accessProblems = problems({
  'signed-out': { status: 401, en: 'Sign in to go on.', 'zh-CN': '登录后继续。' },
  'wrong-credentials': { status: 401, en: 'Name or password is wrong.', 'zh-CN': '名称或密码不对。' },
  'too-many-tries': {
    status: 429,
    en: 'Too many tries. Wait {{seconds}} s.',
    'zh-CN': '尝试次数过多，等待 {{seconds}} 秒。',
  },
  'not-permitted': {
    status: 403,
    en: 'It needs the permission {{permission}} in {{place}}. {{grantors}} can grant it.',
    'zh-CN': '需要在 {{place}} 拥有权限 {{permission}}，可由{{grantors}}授予。',
  },
  'last-administrator': {
    status: 409,
    en: 'This is the last administrator. Make another one first.',
    'zh-CN': '这是最后一位管理员，请先设置另一位管理员。',
  },
  'foreign-origin': {
    status: 403,
    en: 'Writes are taken only from the console’s own pages.',
    'zh-CN': '只接受来自本控制台页面的写入。',
  },
})
