import { succeeded, type ControlClient } from './control-client.ts'
import type { Identity } from './identity.ts'
import { pause } from './pause.ts'

/** `watch` hears of a change within 50 ms, `poll` within one interval (servicecomb.md 3.2). */
export type KieMode = 'watch' | 'poll'

export interface RemoteConfigOptions {
  kie: ControlClient
  identity: Identity
  mode: KieMode
  /** The period of polling, or the length of one wait. */
  intervalSeconds: number
  signal: AbortSignal
  /** One key changed; undefined when it was removed. */
  onChange(key: string, value: string | undefined): void
}

type Labels = Record<string, string>
type Values = ReadonlyMap<string, string>

interface Dimension {
  labels: Labels
  values: Values
  revision: string
}

/** Reads Kie as the flavour does, keeps reading, and returns what it held at the start; nothing when it was silent. */
export async function remoteConfig({
  kie,
  identity,
  mode,
  intervalSeconds,
  signal,
  onChange,
}: RemoteConfigOptions): Promise<Values> {
  const dimensions: Dimension[] = labelSets(identity).map((labels) => ({ labels, values: new Map(), revision: '' }))

  async function read(dimension: Dimension, waitSeconds: number): Promise<void> {
    const query = Object.entries(dimension.labels).map(
      ([key, value]) => `&label=${encodeURIComponent(`${key}:${value}`)}`,
    )
    const known = dimension.revision === '' ? '' : `&revision=${dimension.revision}`
    const wait = waitSeconds > 0 ? `&wait=${waitSeconds}s` : ''
    const reply = await kie.ask('GET', `/v1/default/kie/kv?match=exact${query.join('')}${known}${wait}`, {
      timeoutMs: (waitSeconds + 10) * 1000,
    })
    if (reply.status === 304) return
    dimension.values = enabledIn(succeeded(reply).body)
    dimension.revision = reply.headers['x-kie-revision'] ?? ''
  }

  let merged: Values = new Map()
  function publish(): void {
    const before = merged
    merged = new Map(dimensions.flatMap(({ values }) => [...values]))
    for (const [key, value] of merged) if (before.get(key) !== value) onChange(key, value)
    for (const key of before.keys()) if (!merged.has(key)) onChange(key, undefined)
  }

  async function follow(dimension: Dimension): Promise<void> {
    while (!signal.aborted) {
      if (mode === 'poll') await pause(intervalSeconds * 1000, signal)
      if (signal.aborted) return
      try {
        await read(dimension, mode === 'watch' && dimension.revision !== '' ? intervalSeconds : 0)
        if (!signal.aborted) publish()
      } catch {
        // What was read last stands while Kie is silent.
        await pause(1000, signal)
      }
    }
  }

  await Promise.all(dimensions.map((dimension) => read(dimension, 0).catch(() => undefined)))
  merged = new Map(dimensions.flatMap(({ values }) => [...values]))
  for (const dimension of dimensions) void follow(dimension)
  return merged
}

/** The exact label sets that are asked for, weakest first (servicecomb.md 3.2). */
function labelSets({ flavour, app, environment, service, version }: Identity): Labels[] {
  return flavour === 'mesher'
    ? [
        { appId: app, environment },
        { appId: app, environment, serviceName: service, version },
      ]
    : [
        { app, environment },
        { app, environment, service },
        { app, environment, service, version },
      ]
}

function enabledIn(body: string): Values {
  // The shape is Kie's promise (servicecomb.md 2.2 and 2.4).
  const { data = [] } = JSON.parse(body) as { data?: { key: string; value: string; status: string }[] }
  return new Map(data.filter(({ status }) => status === 'enabled').map(({ key, value }) => [key, value]))
}
