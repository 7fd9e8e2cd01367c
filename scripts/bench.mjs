import { readdirSync } from 'node:fs'
import process from 'node:process'
import { installWhatIsMissing, node, run } from './install.mjs'

installWhatIsMissing()
const wanted = process.argv[2]
const claims = readdirSync('bench').filter((file) => file.endsWith('.bench.ts') && (!wanted || file.startsWith(wanted)))
const missed = claims.filter((claim) => {
  console.log(`\n— ${claim}`)
  return run(node, [`bench/${claim}`]) !== 0
})
console.log(missed.length > 0 ? `\nBelow its limit: ${missed.join(', ')}` : '\nEvery claim holds')
process.exitCode = missed.length > 0 ? 1 : 0
