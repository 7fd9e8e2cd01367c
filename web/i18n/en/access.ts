export const access = {
  role: {
    administrator: 'Platform administrator',
    operator: 'Operator',
    approver: 'Approver',
    auditor: 'Auditor',
    'gateway-administrator': 'Gateway administrator',
    viewer: 'Viewer',
  },
} as const
