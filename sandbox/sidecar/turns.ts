import type { Provider } from './discovery.ts'
import type { Candidates } from './governance.ts'
import { refusal } from './refusal.ts'

/** Takes instances in turn, for each key apart. */
export function turns(): (candidates: Candidates) => Provider | undefined {
  const last = new Map<string, number>()
  return ({ key, providers }) => {
    const turn = (last.get(key) ?? -1) + 1
    last.set(key, turn)
    return providers[turn % providers.length]
  }
}

/** The answer when no instance fits; `key` says what was looked for: `order(version:3.0.0)`. */
export const noInstance = (key: string) => refusal('no-instance', 502, `lb: No available instance, key: ${key}`)
