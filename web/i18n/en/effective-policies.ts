/** What policies together come to for the calls of a pair. */
export const effectivePolicies = {
  title: 'What calls meet on their way',
  caller: 'Whose calls',
  anybody: 'calls of anybody',
  callsOf: 'calls of {{caller}}',
  nothing: 'No policy applies to these calls.',
  without: 'Nothing of: {{kinds, list}}.',
  withheld: 'You may not see all of: {{kinds, list}}.',
  side: { caller: 'by the caller’s proxy', called: 'where the service is called' },
  state: {
    'in-force': 'In force',
    partly: 'In force for {{values, list}}: for the rest the one for {{scope}} (to {{service}}) is nearer',
    partlyUnnamed: 'In force for {{values, list}}: for the rest a nearer one that you may not see holds',
    overriddenUnnamed: 'Does not hold: one that you may not see is nearer',
    overridden: 'Does not hold: the one for {{scope}} (to {{service}}) is nearer',
    off: 'Switched off',
    unread: 'Not read: their data plane does not ask for its labels',
    ignored: 'Read, and not heeded',
    ignoredWhy: 'Read, and not heeded. {{why}}',
  },
} as const
