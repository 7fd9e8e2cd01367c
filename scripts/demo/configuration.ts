interface Demo {
  consolePort: number
  collectorPort: number
  data: string
  password: string
  sandbox: Record<string, string>
}

/** The configuration file of a site that runs the sandbox's mesh (docs/operating.md says what each key means). */
export const demoConfiguration = ({ consolePort, collectorPort, data, password, sandbox }: Demo) => ({
  listen: { host: '127.0.0.1', port: consolePort },
  collector: { host: '127.0.0.1', port: collectorPort },
  dataDirectory: data,
  firstAdministrator: { name: 'admin', password },
  logLevel: 'warn',
  meshes: [
    {
      name: 'sandbox',
      kind: 'servicecomb',
      registry: { address: sandbox['serviceCenterUrl'] },
      policies: { address: sandbox['kieUrl'] },
      sampling: 'all',
      refresh: { mode: 'watch', seconds: 30 },
      // As `sandbox/sandbox.ts` starts its sidecars; none of them checks its application.
      discovery: { refreshSeconds: 3, setsOwnStatus: false },
      // As `sandbox/chassis.ts` has it.
      handlers: ['router', 'ratelimiter-consumer', 'bizkeeper-consumer', 'fault-inject', 'loadbalance', 'transport'],
      failures: ['http_500', 'http_502', 'http_503', 'http_504'],
      allowedNetworks: ['127.0.0.0/8'],
    },
  ],
})
