import type { Discovery, Provider } from './discovery.ts'

/** What a call is sent to. */
export type Choice = { provider: Provider } | { missing: string }

/** Picks instances in turn among those that have the tags of a route. */
export interface Destinations {
  /** @param tags of the route that took the call; undefined when no rule did. */
  choose(app: string, service: string, tags: Readonly<Record<string, string>> | undefined): Promise<Choice>
}

export function destinations(discovery: Discovery): Destinations {
  const turns = new Map<string, number>()
  return {
    async choose(ownApp, service, tags = {}) {
      const { app = ownApp, version = 'latest', ...properties } = tags
      const known = await discovery.providers(app, service)
      const wanted = version === 'latest' ? newest(known) : version
      const fitting = known.filter((provider) => provider.version === wanted && has(provider, properties))
      const key = `${app}/${service}(${labelOf({ version, ...properties })})`
      const turn = (turns.get(key) ?? -1) + 1
      turns.set(key, turn)
      const provider = fitting[turn % fitting.length]
      return provider ? { provider } : { missing: `${service}(${labelOf({ version, ...properties })})` }
    },
  }
}

const labelOf = (tags: Record<string, string>): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}:${value}`)
    .toSorted()
    .join('|')

const has = (provider: Provider, properties: Record<string, string>): boolean =>
  Object.entries(properties).every(([key, value]) => provider.properties[key] === value)

function newest(providers: readonly Provider[]): string | undefined {
  return providers
    .map(({ version }) => version)
    .toSorted(byVersion)
    .at(-1)
}

/** Version numbers in order: `1.9.0` before `1.10.0`, `1.0` equal to `1.0.0`. */
export function byVersion(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
