/** Counts of the last ten seconds, in steps of one second. */
export interface RollingWindow {
  add(failed: boolean): void
  counts(): { all: number; failed: number }
}

interface Second {
  second: number
  all: number
  failed: number
}

const length = 10

/** @param now milliseconds. */
export function rollingWindow(now: () => number): RollingWindow {
  let seconds: Second[] = []

  function recent(): Second[] {
    const second = Math.floor(now() / 1000)
    seconds = seconds.filter((each) => each.second > second - length)
    return seconds
  }

  return {
    add(failed) {
      const second = Math.floor(now() / 1000)
      let last = recent().at(-1)
      if (last?.second !== second) seconds.push((last = { second, all: 0, failed: 0 }))
      last.all += 1
      if (failed) last.failed += 1
    },
    counts() {
      const sum = { all: 0, failed: 0 }
      for (const each of recent()) {
        sum.all += each.all
        sum.failed += each.failed
      }
      return sum
    },
  }
}
