/** What a demo can be put through; `normal` ends whatever is going on. */
export const scenarios = {
  normal: 'Everything works.',
  'slow candidate': 'ocr 1.0.1 takes about five times as long as 1.0.0.',
  'failing candidate': 'About 30 % of the calls to ocr 1.0.1 end in 502.',
  'failing billing': 'About 60 % of the calls to billing end in 503, enough to open a circuit at its usual threshold.',
  'slow ocr': 'All of ocr takes about 1.6 s: callers that wait less long give up.',
  'noisy tenant': 'A script of one tenant adds half of all other calls, all to vpc.',
  'registry outage': 'Service Center does not answer; sidecars go on with what they know.',
  'config outage': 'Kie does not answer; the rules in force stay.',
} as const

export type Scenario = keyof typeof scenarios

export const isScenario = (name: unknown): name is Scenario =>
  typeof name === 'string' && Object.hasOwn(scenarios, name)
