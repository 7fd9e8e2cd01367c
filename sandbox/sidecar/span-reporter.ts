import { Agent, request } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { pause } from './pause.ts'
import type { Span } from './span.ts'

const compress = promisify(gzip)

/** Sends spans to a Zipkin collector in the background. */
export interface SpanReporter {
  report(span: Span): void
  /** Spans that were given up because the queue was full or the collector refused the batch. */
  dropped(): number
  /** Sends what is queued, once, and ends. */
  close(): Promise<void>
}

export interface SpanReporterOptions {
  /** Base URL, with the path prefix of the mesh if it has one; `/api/v2/spans` is added. */
  collectorUrl: string
  /** How long spans are gathered before they are sent. */
  gatherMs?: number
  batchSize?: number
  queueLimit?: number
}

/** Batches, compresses, waits as long as a collector asks with 429, and keeps a bounded queue while it is away. */
export function spanReporter(options: SpanReporterOptions): SpanReporter {
  const { collectorUrl, gatherMs = 500, batchSize = 500, queueLimit = 2000 } = options
  const queue: Span[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const stop = new AbortController()
  let dropped = 0

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await pause(gatherMs, stop.signal)
      while (queue.length > 0 && !stop.signal.aborted) {
        const waitMs = await sendFirst()
        if (waitMs > 0) await pause(waitMs, stop.signal)
      }
    }
  }

  /** Milliseconds to wait before the next batch. */
  async function sendFirst(): Promise<number> {
    const batch = queue.splice(0, batchSize)
    const { status, retryAfterSeconds } = await post(collectorUrl, agent, batch)
    if (status >= 200 && status < 300) return 0
    if (status >= 400 && status < 500 && status !== 429) {
      dropped += batch.length
      return 0
    }
    queue.unshift(...batch)
    return retryAfterSeconds * 1000
  }

  const running = run()
  return {
    report(span) {
      if (queue.length < queueLimit) queue.push(span)
      else dropped += 1
    },
    dropped: () => dropped,
    async close() {
      stop.abort()
      await running
      if (queue.length > 0) await sendFirst()
      agent.destroy()
    },
  }
}

interface Answer {
  /** 0 when the collector did not answer. */
  status: number
  retryAfterSeconds: number
}

async function post(collectorUrl: string, agent: Agent, spans: readonly Span[]): Promise<Answer> {
  const body = await compress(JSON.stringify(spans), { level: 1 })
  return new Promise((resolve) => {
    const outgoing = request(
      `${collectorUrl.replace(/\/$/, '')}/api/v2/spans`,
      {
        agent,
        method: 'POST',
        timeout: 5000,
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': body.length },
      },
      (response) => {
        response.resume()
        response.on('close', () => {
          const retryAfterSeconds = Number(response.headers['retry-after'] ?? 1) || 1
          resolve({ status: response.statusCode ?? 0, retryAfterSeconds })
        })
      },
    )
    outgoing.on('timeout', () => outgoing.destroy())
    outgoing.on('error', () => resolve({ status: 0, retryAfterSeconds: 1 }))
    outgoing.end(body)
  })
}
