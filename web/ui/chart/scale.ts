/** A round upper end of an axis that starts at 0, and the steps to it: three or four lines. */
export function roundScale(largest: number): { top: number; step: number } {
  if (!(largest > 0)) return { top: 1, step: 0.5 }
  const magnitude = 10 ** Math.floor(Math.log10(largest))
  const step =
    [0.2, 0.25, 0.5, 1, 2, 2.5, 5].map((each) => each * magnitude).find((each) => largest / each <= 4) ?? magnitude * 5
  return { top: Math.ceil(largest / step) * step, step }
}

/** Runs of indices in which none of the lines has a value, as [first, last]. */
export function gapsOf(lines: readonly (readonly (number | null)[])[], length: number): [number, number][] {
  const gaps = new Array<[number, number]>()
  for (let index = 0; index < length; index += 1) {
    if (lines.some((line) => typeof line[index] === 'number')) continue
    const last = gaps.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else gaps.push([index, index])
  }
  return gaps
}

/** Path of a line whose missing values are gaps; a lone value becomes a short dash so that it is seen. */
export function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  values.forEach((value, index) => {
    if (value === null) return
    const joined = typeof values[index - 1] === 'number'
    const point = `${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    path += joined ? `L${point}` : `M${point}`
    if (!joined && typeof values[index + 1] !== 'number') path += 'h2'
  })
  return path
}

/** Moments worth a label: full minutes, hours or days, three to seven of them, in milliseconds since 1970. */
export function timeTicks(fromMs: number, toMs: number): number[] {
  const minute = 60_000
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880].map((each) => each * minute)
  const step = steps.find((each) => (toMs - fromMs) / each <= 6) ?? 10_080 * minute
  // Hours and days are full ones where the reader is.
  const zone = new Date(fromMs).getTimezoneOffset() * minute
  const ticks = new Array<number>()
  for (let at = Math.ceil((fromMs - zone) / step) * step + zone; at <= toMs; at += step) ticks.push(at)
  return ticks
}
