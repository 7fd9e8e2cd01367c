import type { Translation } from '../translation.ts'
import type { access as en } from '../en/access.ts'

export const access: Translation<typeof en> = {
  role: {
    administrator: '平台管理员',
    operator: '运维',
    approver: '审批人',
    auditor: '审计员',
    'gateway-administrator': '网关管理员',
    viewer: '只读',
  },
  binding: {
    everywhere: '{{role}}，全部范围',
    limited: '{{role}}：{{limits}}',
    service: '服务 {{pattern}}',
    label: '{{key}} 为 {{value}} 的服务',
    namespace: '命名空间 {{pattern}}',
    mesh: '网格 {{pattern}}',
    environment: '环境 {{pattern}}',
    tenant: '租户 {{pattern}}',
  },
}
