import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { consoleWith } from '../test-support/console-with.ts'

const root = join(import.meta.dirname, '../..')

const isEndpoint = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'method' in value && 'permission' in value && 'path' in value

/** Everything that the contract describes, as it was loaded once for both sides. */
async function described(): Promise<unknown[]> {
  const files = globSync(['shared/features/*/api.ts', 'shared/contract/events.ts'], { cwd: root })
  const modules = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ pathToFileURL(join(root, file)).href) as Promise<object>), // a module is an object
  )
  return modules.flatMap((module) => Object.values(module)).filter(isEndpoint)
}

test('every endpoint that the contract describes is served', async () => {
  const { app } = await consoleWith()
  const all = await described()

  expect(all.length).toBeGreaterThan(20)
  for (const endpoint of all) expect(app.endpoints).toContain(endpoint)
})
