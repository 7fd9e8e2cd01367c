// Plain JavaScript for any Node from 20 on: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Path of the Node that the project pins; the one that runs npm may be older. */
export const node = join(root, 'node_modules/node/bin/node')

/** Runs a program in the project's folder with the project's own programs first on the path; gives its exit code. */
export function run(command, args, env = {}) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path, ...env },
  })
  return status ?? 1
}

/** Installs what the lock names, unless that was done since the lock last changed. */
export function installWhatIsMissing() {
  const installed = join(root, 'node_modules/.package-lock.json')
  const lock = join(root, 'package-lock.json')
  if (!existsSync(installed) || !existsSync(node) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
    console.log('Installing what is missing…')
    if (run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) process.exit(1)
  }
  if (existsSync(node)) return
  console.error(
    'The pinned Node is not there. Its package fetches it in an install script: run npm without --ignore-scripts.',
  )
  process.exit(1)
}
