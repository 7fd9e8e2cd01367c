import { createServer } from 'node:net'
import { once } from 'node:events'

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer().unref()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch {
    return undefined // somebody has it
  }
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : undefined
}

/** The wished loopback port when it is free, else any free one. */
export async function freePort(wished: number): Promise<number> {
  const port = (await tryPort(wished)) ?? (await tryPort(0))
  if (port === undefined) throw new Error('no free port on 127.0.0.1')
  return port
}
