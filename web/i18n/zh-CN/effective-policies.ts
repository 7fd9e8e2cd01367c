import type { Translation } from '../translation.ts'
import type { effectivePolicies as en } from '../en/effective-policies.ts'

export const effectivePolicies: Translation<typeof en> = {
  title: '调用沿途遇到的策略',
  caller: '谁的调用',
  anybody: '任意调用方的调用',
  callsOf: '{{caller}} 的调用',
  nothing: '没有策略作用于这些调用。',
  without: '没有：{{kinds, list}}。',
  withheld: '以下策略你不能全部看到：{{kinds, list}}。',
  side: { caller: '由调用方代理执行', called: '在被调服务一侧执行' },
  state: {
    'in-force': '生效',
    partly: '部分生效（{{values, list}}）：其余由针对“{{scope}}”（被调 {{service}}）的更具体的策略决定',
    partlyUnnamed: '部分生效（{{values, list}}）：其余由你无权查看的更具体的策略决定',
    overriddenUnnamed: '不生效：你无权查看的策略更具体',
    overridden: '不生效：针对“{{scope}}”（被调 {{service}}）的策略更具体',
    off: '已停用',
    unread: '未读取：其数据面不查询这些标签',
    ignored: '已读取但不遵守',
    ignoredWhy: '已读取但不遵守。{{why}}',
  },
}
