/** Words for what policies can say, by the names that capabilities give them. */
export const policies = {
  condition: {
    header: 'Header',
    query: 'Query parameter',
    path: 'Path',
    method: 'Method',
    caller: 'Caller',
    'caller-label': 'Label of the caller',
  },
  operator: {
    is: 'is',
    'is-not': 'is not',
    'starts-with': 'starts with',
    'ends-with': 'ends with',
    contains: 'contains',
    matches: 'matches',
    'one-of': 'is one of',
    less: 'is less than',
    'at-least': 'is at least',
    greater: 'is greater than',
    'at-most': 'is at most',
    present: 'is present',
  },
  'ignore-case': 'ignore case',
  mirror: 'Mirror',
  weights: 'Weights',
} as const
