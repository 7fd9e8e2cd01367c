export const access = {
  role: {
    administrator: 'Platform administrator',
    operator: 'Operator',
    approver: 'Approver',
    auditor: 'Auditor',
    'gateway-administrator': 'Gateway administrator',
    viewer: 'Viewer',
  },
  binding: {
    everywhere: '{{role}} everywhere',
    limited: '{{role}} for {{limits}}',
    service: 'services {{pattern}}',
    label: 'services with {{key}} {{value}}',
    namespace: 'namespaces {{pattern}}',
    mesh: 'mesh {{pattern}}',
    environment: 'environment {{pattern}}',
    tenant: 'tenant {{pattern}}',
  },
} as const
