import { setTimeout as pause } from 'node:timers/promises'

const lookAgainMs = 15

/** Looks again and again until a value is there; throws what was last seen instead when it does not come. */
export async function eventually<Value>(
  look: () => Promise<Value | undefined | false>,
  what: string,
  patienceMs = 10_000,
): Promise<Value> {
  for (const deadline = Date.now() + patienceMs; ; await pause(lookAgainMs)) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > deadline) throw new Error(`It never came: ${what}`)
  }
}
