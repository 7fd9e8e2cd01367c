import { mkdirSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { installWhatIsMissing, node, run } from './install.mjs'

installWhatIsMissing()

const checks = {
  'types and project walls': ['tsc', ['-b']],
  'lint and import walls': ['oxlint', []],
  format: ['oxfmt', ['--check']],
  'unused code': ['knip', []],
  'the lock is whole': ['npm', ['ci', '--dry-run', '--loglevel=error']],
  build: [node, ['scripts/build-web.ts']],
  'byte budgets': [node, ['scripts/budgets.ts']],
}

const failed = []
for (const [name, [command, args]] of Object.entries(checks)) {
  console.log(`\n— ${name}`)
  if (run(command, args) !== 0) failed.push(name)
}

mkdirSync('.reports', { recursive: true })
const counts = { passed: Object.keys(checks).length - failed.length, failed: failed.length, skipped: 0 }
writeFileSync('.reports/check.counts.json', JSON.stringify(counts))
console.log(failed.length > 0 ? `\nNot clean: ${failed.join(', ')}` : '\nAll checks are clean')
process.exitCode = failed.length > 0 ? 1 : 0
