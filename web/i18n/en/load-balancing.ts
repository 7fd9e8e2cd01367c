/** Load balancing: what is its own in the list and the editor. */
export const loadBalancing = {
  empty: 'Without one, proxies take instances in turn.',
  heading: 'Choice of the instance',
  hint: 'Made by the proxy of each caller for itself, among the instances that its route allows.',
  unknown: 'unknown strategy “{{name}}”',
  forMatch: '{{strategy}} for calls where {{match}}',
  changeTitle: 'Choose instances of {{service}}: {{strategy}}',
  strategy: {
    'round-robin': { name: 'Round robin', hint: 'Each in turn: even, whatever an instance is busy with.' },
    random: { name: 'Random', hint: 'Any of them: even over many calls, no two proxies in step.' },
    'weighted-response': {
      name: 'Weighted by response time',
      hint: 'More calls to instances that answer quicker.',
    },
    'session-stickiness': {
      name: 'Session stickiness',
      hint: 'The same instance for calls that carry its cookie.',
    },
  },
  removal: {
    text: 'Proxies then follow the rule for every service, else they take instances in turn.',
    act: 'Delete load balancing rule',
  },
} as const
