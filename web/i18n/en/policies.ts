/** Words for what policies can say, by the names that capabilities give them. */
export const policies = {
  condition: {
    header: 'Header',
    query: 'Query parameter',
    path: 'Path',
    method: 'Method',
    caller: 'Caller',
    'caller-label': 'Caller label',
  },
  operator: {
    is: 'is',
    'is-not': 'is not',
    'starts-with': 'starts with',
    'ends-with': 'ends with',
    contains: 'contains',
    matches: 'matches',
    'one-of': 'one of',
    less: 'less than',
    'at-least': 'at least',
    greater: 'greater than',
    'at-most': 'at most',
    present: 'is present',
  },
  'ignore-case': 'ignore case',
  mirror: 'Mirror',
  weights: 'Weights',
} as const
