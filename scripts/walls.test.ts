import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** A house with the project's walls and nothing in it but what a test puts there. */
let house: string

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'meshdeck-walls-'))
  for (const file of ['package.json', 'tsconfig.base.json', '.oxlintrc.json'])
    cpSync(join(root, file), join(house, file))
  for (const part of ['shared', 'bff', 'web', 'sandbox']) {
    cpSync(join(root, part, 'tsconfig.json'), join(house, part, 'tsconfig.json'), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

function put(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    writeFileSync(join(house, file), text)
  }
}

const failureOf = (command: string, args: string[]): Promise<string> =>
  run(process.execPath, [join(root, 'node_modules', command), ...args], { cwd: house }).then(
    () => '',
    (failure: { stdout: string; stderr: string }) => failure.stdout + failure.stderr,
  )

const lint = (file: string) => failureOf('oxlint/bin/oxlint', [file])
const compile = (part: string) => failureOf('typescript/bin/tsc', ['-b', part])

const forbidden: [from: string, to: string][] = [
  ['shared/contract/a.ts', '../../bff/a.ts'],
  ['shared/contract/b.ts', '../../web/a.ts'],
  ['shared/contract/c.ts', 'node:fs'],
  ['web/api/a.ts', '../../bff/a.ts'],
  ['web/ui/a.ts', '../features/calls/CallsPage.tsx'],
  ['web/mesh/a.ts', '../features/calls/CallsPage.tsx'],
  ['web/features/calls/a.ts', '../topology/queries.ts'],
  ['web/features/calls/b.ts', '../../../sandbox/main.ts'],
  ['bff/features/calls/a.ts', '../services/service.ts'],
  ['bff/features/calls/b.ts', '../../adapters/duckdb/store.ts'],
  ['bff/features/calls/c.ts', '../../../web/a.ts'],
  ['bff/changes/a.ts', '../features/calls/service.ts'],
  ['bff/changes/b.ts', '../adapters/servicecomb/client.ts'],
  ['bff/ports/a.ts', '../adapters/servicecomb/client.ts'],
  ['bff/app.ts', './adapters/servicecomb/client.ts'],
  ['bff/adapters/duckdb/a.ts', '../servicecomb/client.ts'],
  ['bff/adapters/servicecomb/settings/a.ts', '../../duckdb/open.ts'],
  ['bff/adapters/duckdb/b.ts', '../../features/calls/service.ts'],
  ['bff/adapters/duckdb/c.ts', '../../changes/engine.ts'],
  ['sandbox/sidecar/a.ts', '../../bff/a.ts'],
  ['sandbox/sidecar/b.ts', '#shared/features/route-rules/engine.ts'],
]

test.each(forbidden)('%s may not import %s', async (from, to) => {
  put({ [from]: `import '${to}'\n` })

  expect(await lint(from)).toContain('no-restricted-imports')
})

const allowed: [from: string, to: string][] = [
  ['bff/main.ts', './adapters/servicecomb/client.ts'],
  ['bff/features/calls/d.ts', '../../ports/call-records.ts'],
  ['bff/adapters/duckdb/d.ts', '../../ports/metrics.ts'],
  ['bff/adapters/servicecomb/settings/b.ts', '../kie.ts'],
  ['web/features/calls/c.ts', '../../ui/Panel.tsx'],
  ['web/features/calls/d.ts', '#shared/features/services/api.ts'],
]

test.each(allowed)('%s may import %s', async (from, to) => {
  put({ [from]: `import '${to}'\n` })

  expect(await lint(from)).not.toContain('no-restricted-imports')
})

test('a circle of imports is refused', async () => {
  put({
    'shared/circle/one.ts': "import { two } from './two.ts'\nexport const one = () => two\n",
    'shared/circle/two.ts': "import { one } from './one.ts'\nexport const two = () => one\n",
  })

  expect(await lint('shared/circle')).toContain('no-cycle')
})

test('a promise that nobody waits for is refused', async () => {
  put({ 'shared/floating/promise.ts': 'const work = async () => 1\nexport const start = () => {\n  work()\n}\n' })

  expect(await lint('shared/floating')).toContain('no-floating-promises')
})

test('web cannot be compiled with a module of bff', async () => {
  put({ 'bff/answer.ts': 'export const answer = 42\n', 'web/probe.ts': "export { answer } from '../bff/answer.ts'\n" })

  expect(await compile('web')).toMatch(/TS6307|TS6059/)
})

test('shared cannot be compiled with the DOM or with Node', async () => {
  rmSync(join(house, 'shared'), { recursive: true })
  cpSync(join(root, 'shared/tsconfig.json'), join(house, 'shared/tsconfig.json'), { recursive: true })
  put({
    'shared/dom.ts': 'export const title = () => document.title\n',
    'shared/node.ts': 'export const id = () => process.pid\n',
  })

  const failure = await compile('shared')
  expect(failure).toContain("Cannot find name 'document'")
  expect(failure).toContain("Cannot find name 'process'")
})

test('the lock names no host', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/)
})
