import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { dataFolder } from './test-support/data-folder.ts'

const administrator = { name: 'admin', password: 'correct horse battery' }
const anyPort = { port: 0 }

/** Starts the console as a site does, with a configuration file in a folder of its own. */
function start(config: object, folder = dataFolder()): { child: ChildProcess; folder: string } {
  const file = join(folder, 'meshdeck.json')
  writeFileSync(file, JSON.stringify({ dataDirectory: folder, listen: anyPort, collector: anyPort, ...config }))
  const child = spawn(process.execPath, ['bff/main.ts'], { env: { ...process.env, MESHDECK_CONFIG: file } })
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit')
  })
  return { child, folder }
}

interface Line {
  level: string
  msg: string
  url: string
  collector: string
}

async function listening(child: ChildProcess): Promise<Line> {
  if (!child.stdout) throw new Error('started without its output')
  for await (const text of createInterface(child.stdout)) {
    const line = JSON.parse(text) as Line // pino writes objects
    child.stdout.resume()
    if (line.msg === 'listening') return line
  }
  throw new Error('it ended before it listened')
}

async function complaint(child: ChildProcess): Promise<{ code: number; text: string }> {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number] // Node's own event
  return { code, text }
}

test('a console that was configured starts, is ready, lets its administrator in, and stops when it is told to', async () => {
  const { child, folder } = start({ firstAdministrator: administrator })

  const { url, level } = await listening(child)

  expect(level).toBe('info')
  const ready = await fetch(`${url}/readyz`)
  expect(await ready.json()).toEqual({
    status: 'ok',
    parts: { database: 'ok', 'call-records': 'ok', collector: 'ok' },
  })
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(administrator),
  })
  expect(signedIn.status).toBe(200)
  for (const file of ['state.db', 'site.key']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0)

  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a configuration that cannot be used ends the start with a line for each value', async () => {
  const mesh = { name: 'shop', kind: 'servicecomb', registry: { address: 'nowhere' }, policies: {} }

  const { code, text } = await complaint(start({ firstAdministrator: administrator, meshes: [mesh] }).child)

  expect(code).toBe(1)
  expect(text).toBe(
    [
      'The configuration cannot be used (mesh shop):',
      '  registry.address: This value cannot be used here.',
      '  policies.address: A value is needed.',
      '',
    ].join('\n'),
  )
})

test('a console without any administrator does not start', async () => {
  const { code, text } = await complaint(start({}).child)

  expect(code).toBe(1)
  expect(text).toBe('There is no administrator yet: the configuration must name one under firstAdministrator.\n')
})

test('a port that is taken is named, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0

  const { code, text } = await complaint(start({ firstAdministrator: administrator, listen: { port } }).child)

  expect(code).toBe(1)
  expect(text).toContain(`Cannot listen on 127.0.0.1:${port}`)
})
