export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** `1.25 M calls/s`. */
export const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(2)} M calls/s`

/**
 * Seconds that each work took, round by round: one after the other in each, so that a busy moment of the machine is one of all of them.
 * The first round fills the caches and does not count.
 */
export async function timed<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[] // keys of a record
  const took = Object.fromEntries(names.map((name) => [name, new Array<number>()])) as Record<Name, number[]>
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const start = performance.now()
      await works[name]()
      if (round > 0) took[name].push((performance.now() - start) / 1000)
    }
  }
  return took
}

/** Prints our speed as a part of the bare one, and fails the bench where it is less than claimed. */
export function judge({ bare, ours }: Readonly<Record<'bare' | 'ours', readonly number[]>>, least: number): void {
  const ratio = median(bare.map((scan, round) => scan / (ours[round] ?? 1)))
  console.log(`ratio, median of ${ours.length}         ${ratio.toFixed(2)} (at least ${least})`)
  process.exitCode = ratio >= least ? 0 : 1
}
