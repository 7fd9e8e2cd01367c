/** Taking instances out and bringing them back. */
export const instanceStatus = {
  instances: 'Instances',
  act: { up: 'Bring back', 'out-of-service': 'Take out' },
  title: { up: 'Bring {{instance}} back', 'out-of-service': 'Take {{instance}} out' },
  stay: '{{ready}} of {{all}} instances of {{service}} are ready then.',
  stayOfVersion: 'Of version {{version}} it is {{readyOfVersion}} of {{allOfVersion}}.',
  idle: 'It gets no calls in the window.',
  nobodyTakes: 'Nobody is left for its {{rate}}.',
  moves: {
    up: 'About {{rate}} come to it, from the calls of the window.',
    'out-of-service': 'About {{rate}} move to the others, from the calls of the window.',
  },
  do: { up: 'Bring back, {{rate}} come', 'out-of-service': 'Take out, {{rate}} move' },
  change: { up: 'Bring back {{host}} of {{service}}', 'out-of-service': 'Take {{host}} of {{service}} out' },
  gone: 'This instance is not registered any more.',
} as const
