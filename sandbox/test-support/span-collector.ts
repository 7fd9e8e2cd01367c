import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterEach } from 'vitest'
import type { Span } from '../sidecar/span.ts'

const closing: (() => void)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A collector of its own for one test that keeps every span. */
export async function collectSpans(): Promise<{ spans: Span[]; collectorUrl: string }> {
  const spans: Span[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      spans.push(...(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as Span[])) // what sidecars send
      response.writeHead(202).end()
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return { spans, collectorUrl: `http://127.0.0.1:${port}` }
}
