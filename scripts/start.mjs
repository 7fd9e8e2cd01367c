import { spawn } from 'node:child_process'
import process from 'node:process'
import { installWhatIsMissing, node, root, run } from './install.mjs'

installWhatIsMissing()
if (run(node, ['scripts/build-web.ts']) !== 0) process.exit(1)

const demo = spawn(node, ['scripts/demo.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
// The terminal signals the whole group; waiting here lets the demo stop its own children first.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && demo.kill('SIGTERM'))
// npm may be ended without a word to its children: nothing of the demo outlives it.
const parent = process.ppid
setInterval(() => process.ppid !== parent && demo.kill('SIGTERM'), 500).unref()
demo.on('exit', (code) => process.exit(code ?? 1))
