import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'

type Fields<Whole> = { [Key in keyof Whole]?: Whole[Key] | undefined }

/** A breaker with some fields changed; `undefined` takes one away. */
export const withFields =
  (change: Fields<ObservedCircuitBreaker>) =>
  (breaker: ObservedCircuitBreaker): ObservedCircuitBreaker =>
    present({ ...breaker, ...change })

type Trip = NonNullable<ObservedCircuitBreaker['trip']>

/** A breaker with some of what opens it changed. */
export const withTrip =
  (change: Fields<Trip>) =>
  (breaker: ObservedCircuitBreaker): ObservedCircuitBreaker => ({
    ...breaker,
    trip: present<Trip>({ ...breaker.trip, ...change }),
  })

function present<Whole extends object>(fields: Fields<Whole>): Whole {
  // Every field of these may be absent.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Whole
}

/** What a breaker does about its circuits. */
export const modes = ['judged', 'open', 'closed', 'off'] as const
export type Mode = (typeof modes)[number]

export const modeOf = ({ trip, forced }: ObservedCircuitBreaker): Mode => forced ?? (trip ? 'judged' : 'off')

/** A breaker in another mode; what it was said to open at stays for the way back. */
export const inMode =
  (mode: Mode) =>
  (breaker: ObservedCircuitBreaker): ObservedCircuitBreaker =>
    withFields({
      trip: mode === 'off' ? undefined : (breaker.trip ?? { errorShare: 50 }),
      forced: mode === 'open' || mode === 'closed' ? mode : undefined,
    })(breaker)
