import type { Translation } from '../translation.ts'
import type { account as en } from '../en/account.ts'

export const account: Translation<typeof en> = {
  title: '账号',
  appearance: '外观与语言',
  keys: '快捷键',
  lettersOn: '单字母作为快捷键',
  lettersHint: '关闭后只有 Ctrl/⌘ K、方向键、Enter 和 Esc 起作用。此设置保存在本浏览器。',
  password: '密码',
  current: '当前密码',
  next: '新密码',
  nextHint: '至少 12 个字符。其他会话会结束。',
  change: '修改密码',
  changed: '已修改，其他会话已结束。',
  permissions: '我可以做什么',
  role: '角色',
  mesh: '网格',
  namespace: '命名空间',
  environment: '环境',
  service: '服务',
  tenant: '租户',
  all: '全部',
  label: '{{key}} 为 {{value}}',
  permissionsOf: '权限',
  none: '此账号没有角色。',
  noneHint: '角色由平台管理员授予。',
  version: 'Meshdeck {{version}}',
}
