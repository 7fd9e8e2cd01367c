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
}
