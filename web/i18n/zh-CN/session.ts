import type { Translation } from '../translation.ts'
import type { session as en } from '../en/session.ts'

export const session: Translation<typeof en> = {
  title: '登录 Meshdeck',
  lead: '服务网格与网关的治理',
  name: '名称',
  password: '密码',
  signIn: '登录',
  returns: '登录后打开你要看的页面。',
}
