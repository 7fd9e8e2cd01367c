/** Who may call whom, and who did. */
export const authorizations = {
  title: 'Authorizations',
  observed: 'Observed calls',
  observedOnly: 'No rule can be written here; below is who called whom in the window.',
  caption: 'Calls per second, rows call columns. Hatched: no calls in the window.',
  callsWhom: 'Caller',
  caller: 'Caller',
  callee: 'Called service',
  rate: 'Rate',
  failed: 'Failed',
  clientErrors: '4xx',
  state: 'State',
  asTable: 'As a table',
  asMatrix: 'As a matrix',
  noCalls: 'No calls of {{caller}} to {{callee}}',
  pair: '{{caller}} calls {{callee}}',
  end: {
    hidden: 'not permitted',
    client: '{{name}} (client)',
    external: '{{name}} (outside)',
    placed: '{{name}} ({{namespace}})',
  },
  empty: {
    title: 'No calls in this window',
    hint: 'Pairs of caller and called service appear with their first recorded call.',
  },
} as const
