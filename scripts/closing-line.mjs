import { existsSync, readFileSync } from 'node:fs'

const none = { passed: 0, failed: 0, skipped: 0 }
const broken = { passed: 0, failed: 1, skipped: 0 }

function vitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that could not be loaded counts no failed test of its own.
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests + numTodoTests }
}

function playwright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

function countsOf(runner) {
  const counts = `.reports/${runner}.counts.json`
  if (existsSync(counts)) return JSON.parse(readFileSync(counts, 'utf8'))
  try {
    const report = JSON.parse(readFileSync(`.reports/${runner}.json`, 'utf8'))
    return 'stats' in report ? playwright(report) : vitest(report)
  } catch {
    return broken // a runner that left no readable report did not run
  }
}

/** Adds up the reports of the named runners, prints the closing line, and gives the exit code. */
export function close(runners) {
  const sum = runners.map(countsOf).reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    none,
  )
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0
}
