import type { Translation } from '../translation.ts'
import type { authorizations as en } from '../en/authorizations.ts'

export const authorizations: Translation<typeof en> = {
  title: '调用授权',
  observed: '观察到的调用',
  observedOnly: '这里无法写入规则；下面是时间窗内谁调用了谁。',
  caption: '每秒调用数，行调用列。斜线表示时间窗内没有调用。',
  callsWhom: '调用方',
  caller: '调用方',
  callee: '被调服务',
  rate: '速率',
  failed: '失败',
  clientErrors: '4xx',
  state: '状态',
  asTable: '以表格显示',
  asMatrix: '以矩阵显示',
  noCalls: '{{caller}} 没有调用 {{callee}}',
  pair: '{{caller}} 调用 {{callee}}',
  end: {
    hidden: '无权查看',
    client: '{{name}}（客户端）',
    external: '{{name}}（外部）',
    placed: '{{name}}（{{namespace}}）',
  },
  empty: { title: '时间窗内没有调用', hint: '调用方与被调服务的组合在首次记录到调用后出现。' },
}
