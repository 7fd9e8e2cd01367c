import { timingSafeEqual } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import { onFrames, sendFrame } from './frames.ts'
import {
  type Answer,
  type Operations,
  protocolVersion,
  type Request,
  type StoreStatus,
  type Withdrawal,
} from './protocol.ts'
import type { Readers } from './readers.ts'
import type { Writer } from './writer.ts'

export interface StoreParts {
  writer: Writer
  readers: Readers
  status(): StoreStatus
  token: string
}

/** Serves the store on a loopback port of the system's choice, to those who know the token. */
export function serveStore(parts: StoreParts): Promise<Server> {
  const server = createServer((socket) => converse(socket, parts))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

function converse(socket: Socket, parts: StoreParts): void {
  const running = new Map<number, AbortController>()
  let welcome = false
  socket.setNoDelay(true)
  socket.on('error', () => undefined) // `close` follows
  socket.on('close', () => {
    for (const controller of running.values()) controller.abort()
  })
  onFrames(socket, (message) => {
    const request = message as Request | Withdrawal // who knows the token is one of our own programs
    if (request.op === 'withdraw') return running.get(request.id)?.abort()
    if (!welcome && !isHello(request, parts.token)) return void socket.destroy()
    welcome = true
    const controller = new AbortController()
    running.set(request.id, controller)
    void answer(request, parts, controller.signal).then((reply) => {
      running.delete(request.id)
      if (!socket.destroyed) sendFrame(socket, reply)
    })
  })
}

function isHello(request: Request, token: string): boolean {
  if (request.op !== 'hello') return false
  const { token: given, protocol } = request.ask as Operations['hello']['ask'] // as its `op` says
  const [one, other] = [Buffer.from(String(given)), Buffer.from(token)]
  return protocol === protocolVersion && one.length === other.length && timingSafeEqual(one, other)
}

async function answer(request: Request, parts: StoreParts, signal: AbortSignal): Promise<Answer> {
  const { id } = request
  try {
    return { id, value: (await perform(request, parts, signal)) ?? null }
  } catch (cause) {
    if (cause instanceof Problem) return { id, problem: reportOf(cause) }
    return { id, problem: { code: 'failed', params: {}, source: String(cause) } }
  }
}

function perform({ op, ask }: Request, { writer, readers, status }: StoreParts, signal: AbortSignal): unknown {
  switch (op) {
    case 'hello':
      return { pid: process.pid }
    case 'status':
      return status()
    case 'append': {
      const { mesh, batch } = ask as Operations['append']['ask'] // as its `op` says, here and below
      return writer.append(mesh, batch)
    }
    case 'refused': {
      const { mesh, count } = ask as Operations['refused']['ask']
      return writer.noteRefused(mesh, count)
    }
    case 'expire': {
      const { mesh, beforeMicros } = ask as Operations['expire']['ask']
      return writer.expire(mesh, beforeMicros)
    }
    case 'read':
      return readers.read((ask as Operations['read']['ask']).queries, signal)
    case 'columns':
      return readers.columns(ask as Operations['columns']['ask'], signal)
  }
}
