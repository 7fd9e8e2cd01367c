/** What a policy of a kind is called, and what a policy for all services is for; every page may name one. */
export const policyNames = {
  one: {
    'route-rules': 'route rule',
    'rate-limits': 'rate limit',
    'circuit-breakers': 'circuit breaker',
    'load-balancing': 'load balancing rule',
    retries: 'retry rule',
    faults: 'fault',
    authorizations: 'authorization',
    'instance-status': 'instance status',
  },
  everyService: 'every service',
}
