import { once } from 'node:events'
import { createServer } from 'node:net'

// Systems hand out ports of their own choice from 32768 or 49152 on: below, nobody takes one by chance in between.
const lowest = 20_000
const highest = 29_999

async function isFree(port: number): Promise<boolean> {
  const server = createServer().unref()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch {
    return false // somebody has it
  }
  server.close()
  await once(server, 'close')
  return true
}

/** The wished loopback port when it is free, else another one that stays free until somebody asks for it by number. */
export async function freePort(wished: number | undefined): Promise<number> {
  if (wished !== undefined && (await isFree(wished))) return wished
  for (let tries = 0; tries < 100; tries += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await isFree(port)) return port
  }
  throw new Error(`no free port on 127.0.0.1 between ${lowest} and ${highest}`)
}
