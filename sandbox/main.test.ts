import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const args = [main, '--services', 'predict,ocr', '--rate', '20']

/** The first line that the process prints, which says that it is ready and where. */
async function ready(child: ChildProcess): Promise<{ serviceCenterUrl: string; kieUrl: string; controlUrl: string }> {
  if (!child.stdout) throw new Error('started without a standard output')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string] // a line event carries one text
  return JSON.parse(line) as Awaited<ReturnType<typeof ready>>
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

test('prints where it listens when it is ready, and stops cleanly when it is told to', async () => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const { serviceCenterUrl, kieUrl, controlUrl } = await ready(child)
  for (const url of [serviceCenterUrl, kieUrl, controlUrl]) expect(await answers(url)).toBe(true)

  child.kill('SIGTERM')

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('does not outlive the process that started it', async () => {
  const parent = spawn(
    process.execPath,
    ['-e', `require('node:child_process').spawn(process.execPath, ${JSON.stringify(args)}, { stdio: 'inherit' })`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const { controlUrl } = await ready(parent)

  parent.kill('SIGKILL')

  await expect.poll(() => answers(controlUrl), { timeout: 10_000 }).toBe(false)
})

test('says what is wrong with its arguments', async () => {
  const child = spawn(process.execPath, [main, '--rate', 'lots'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))

  const [code] = await once(child, 'exit')

  expect(code).not.toBe(0)
  expect(said).toContain('--rate is a whole number, not lots')
})
