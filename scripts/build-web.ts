import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createHash } from 'node:crypto'

// Builds the browser's half when its sources are not those of the last build.
const root = fileURLToPath(new URL('..', import.meta.url))
const sources = globSync(['web/**/*', 'shared/**/*.ts', 'vite.config.ts', 'package-lock.json'], {
  cwd: root,
}).toSorted()
const seen = createHash('sha256')
for (const source of sources) {
  if (statSync(`${root}/${source}`).isFile()) seen.update(source).update(readFileSync(`${root}/${source}`))
}
const wanted = seen.digest('hex')

const stamp = `${root}/dist/web.sources`
const built = () => {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return undefined // never built
  }
}

if (built() !== wanted) {
  console.log('Building the console…')
  const { status } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
  mkdirSync(`${root}/dist`, { recursive: true })
  writeFileSync(stamp, wanted)
}
