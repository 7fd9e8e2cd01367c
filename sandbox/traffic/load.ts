import { Agent } from 'node:http'
import { httpCall, type Call, type Target } from '../sidecar/http-call.ts'
import { seeded, type Random } from '../random.ts'
import type { EnvironmentName } from '../world.ts'
import { noise, type Context, type Operation } from './operations.ts'
import { deviceHeaders, tenants, type Device } from './people.ts'

export interface LoadOptions {
  seed: string
  /** Calls a second over all operations. */
  rate: number
  operations: readonly Operation[]
  /** Where clients reach a service now; nowhere when the list is empty. */
  entries(environment: EnvironmentName, service: string): readonly Target[]
}

/** Clients that call without a pause. */
export interface Load {
  /** Calls a second; 0 is silence. */
  setRate(callsPerSecond: number): void
  rate(): number
  /** One tenant's script adds half of what everybody else calls. */
  setNoisy(noisy: boolean): void
  /** Calls begun and, of them, those that ended without an answer. */
  counts(): { sent: number; unanswered: number }
  close(): void
}

/** Above this many calls in flight new ones are left out, so that a stuck mesh does not fill the memory. */
const maxInFlight = 1000

/** Calls of the noisy tenant's script beside those of everybody else. */
const noiseShare = 0.5

/** Calls arrive at random moments (a Poisson process); which calls they are follows from the seed alone. */
export function startLoad({ seed, rate: initial, operations, entries }: LoadOptions): Load {
  const agent = new Agent({ keepAlive: true })
  const random = seeded(`${seed}/load`)
  const everybody = tenants(seed)
  const [, , noisyTenant] = everybody
  let rate = initial
  let noisy = false
  let nextAt = performance.now()
  let inFlight = 0
  let sent = 0
  let unanswered = 0

  function begin(): void {
    const fromScript = noisy && random.chance(noiseShare / (1 + noiseShare))
    const operation = fromScript ? noise : weighted(operations, (each) => each.rate, random)
    const tenant = fromScript && noisyTenant ? noisyTenant : largerMoreOften(everybody, random)
    const call = toCall(operation, { tenant, user: random.oneOf(tenant.users), random })
    const targets = entries(operation.environment, operation.entry)
    const target = targets.length > 0 ? random.oneOf(targets) : undefined
    if (!target || inFlight >= maxInFlight) return
    inFlight += 1
    sent += 1
    httpCall(agent, target, call, 30_000)
      .catch(() => (unanswered += 1))
      .finally(() => (inFlight -= 1))
  }

  function tick(): void {
    const now = performance.now()
    const total = rate * (noisy ? 1 + noiseShare : 1)
    // After a stall or a silence the missed calls are not made up for.
    if (total <= 0 || now - nextAt > 1000) nextAt = now
    while (total > 0 && nextAt <= now) {
      begin()
      nextAt += (-Math.log(1 - random.next()) / total) * 1000
    }
  }
  const timer = setInterval(tick, 10)

  return {
    setRate(callsPerSecond) {
      rate = Math.max(0, callsPerSecond)
    },
    rate: () => rate,
    setNoisy(on) {
      noisy = on
    },
    counts: () => ({ sent, unanswered }),
    close() {
      clearInterval(timer)
      agent.destroy()
    },
  }
}

function toCall(operation: Operation, context: Context): Call {
  const { tenant, user, random } = context
  // The keys of `devices` are devices.
  const devices = Object.entries(operation.devices) as [Device, number][]
  const [device] = weighted(devices, ([, share]) => share, random)
  const body = operation.body?.(context)
  return {
    method: operation.method,
    path: operation.path(context),
    headers: {
      ...deviceHeaders[device],
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      authorization: `Bearer ${user.token}`,
      'x-request-id': `req-${random.hex(16)}`,
      'x-tenant-id': tenant.id,
      'x-tenant-name': tenant.name,
      'x-user-id': user.id,
      'x-user-name': user.name,
      'x-forwarded-for': user.client,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  }
}

function weighted<T>(list: readonly T[], weight: (each: T) => number, random: Random): T {
  let rest = random.next() * list.reduce((sum, each) => sum + weight(each), 0)
  const found = list.find((each) => (rest -= weight(each)) < 0)
  return found ?? random.oneOf(list)
}

function largerMoreOften<T extends { users: readonly unknown[] }>(list: readonly T[], random: Random): T {
  return weighted(list, ({ users }) => users.length, random)
}
