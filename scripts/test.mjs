import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { chromium } from './browser.mjs'
import { close } from './closing-line.mjs'
import { installWhatIsMissing, node, run } from './install.mjs'

installWhatIsMissing()
rmSync('.reports', { recursive: true, force: true })
mkdirSync('.reports')

const long = process.argv.includes('--long')
run(node, ['node_modules/vitest/vitest.mjs', 'run', ...(long ? ['--config', 'vitest.long.config.ts'] : [])])

if (!long) await browserStories()
process.exitCode = close(long ? ['vitest-long'] : ['vitest', 'playwright'])

async function browserStories() {
  const browser = await chromium()
  if (!browser) {
    console.log(
      'Browser stories are skipped: there is no Chromium. Install one (apt-get install chromium) or run: npx playwright install chromium',
    )
    // A machine that must run them says so: there a missing browser is a failure.
    const needed = process.env.NEED_BROWSER === '1'
    const counts = { passed: 0, failed: needed ? 1 : 0, skipped: needed ? 0 : 1 }
    writeFileSync('.reports/playwright.counts.json', JSON.stringify(counts))
    return
  }
  if (run(node, ['scripts/build-web.ts']) !== 0) return
  run(node, ['node_modules/@playwright/test/cli.js', 'test'], { CHROMIUM: browser })
}
