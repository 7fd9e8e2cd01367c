import { spawn } from 'node:child_process'
import process from 'node:process'
import { installWhatIsMissing, node, root } from './install.mjs'

installWhatIsMissing()

// The console restarts on a change of bff or shared; Vite serves the browser's half with hot reload and hands /api on.
const children = [
  spawn(node, ['scripts/demo.ts', '--watch'], { cwd: root, stdio: 'inherit' }),
  spawn(node, ['node_modules/vite/bin/vite.js'], { cwd: root, stdio: 'inherit' }),
]
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)))
for (const child of children) child.on('exit', () => children.forEach((other) => other.kill('SIGTERM')))
