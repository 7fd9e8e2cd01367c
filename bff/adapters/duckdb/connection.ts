import { connect, type Socket } from 'node:net'
import { Problem } from '#shared/contract/problem.ts'
import type { ProblemCode } from '#shared/problems/catalog.ts'
import { onFrames, sendFrame } from './frames.ts'
import { type Answer, type Operation, type Operations, protocolVersion, type StoreAddress } from './protocol.ts'

/** The store went away before it answered; whether it did what was asked is not known. */
export class StoreGone extends Error {
  override readonly name = 'StoreGone'
}

/** One open connection to the store's process. */
export interface StoreConnection {
  readonly pid: number
  /** Throws `StoreGone`, the store's own problem, or the signal's reason. */
  ask<Op extends Operation>(op: Op, ask: Operations[Op]['ask'], signal?: AbortSignal): Promise<Operations[Op]['answer']>
  /** Resolves when it is closed, from whichever side. */
  readonly closed: Promise<void>
  close(): void
}

const helloMs = 2000

/** Connects and says hello. Throws when nobody of ours listens there. */
export async function connectTo({ port, token }: StoreAddress): Promise<StoreConnection> {
  const socket = await opened(port)
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  let lastId = 0
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      for (const settle of waiting.values()) settle(undefined)
      waiting.clear()
      resolve()
    })
  })
  onFrames(socket, (message) => {
    const answer = message as Answer // from a process that knew the token
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })

  function ask<Op extends Operation>(
    op: Op,
    content: Operations[Op]['ask'],
    signal?: AbortSignal,
  ): Promise<Operations[Op]['answer']> {
    const id = (lastId += 1)
    return new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new StoreGone())
      const withdraw = () => {
        waiting.delete(id)
        if (!socket.destroyed) sendFrame(socket, { id, op: 'withdraw' })
        reject(signal?.reason as Error) // an abort's reason
      }
      waiting.set(id, (answer) => {
        signal?.removeEventListener('abort', withdraw)
        if (!answer) reject(new StoreGone())
        else if ('value' in answer) resolve(answer.value as Operations[Op]['answer']) // as the protocol says for `op`
        else reject(problemOf(answer.problem))
      })
      signal?.addEventListener('abort', withdraw, { once: true })
      sendFrame(socket, { id, op, ask: content })
    })
  }

  const timer = setTimeout(() => socket.destroy(), helloMs)
  const { pid } = await ask('hello', { token, protocol: protocolVersion }).finally(() => clearTimeout(timer))
  return { pid, ask, closed, close: () => socket.destroy() }
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => undefined) // `close` follows
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

function problemOf(report: Extract<Answer, { problem: unknown }>['problem']): Error {
  if (report.code === 'failed') return new Error(report.source)
  return new Problem(report.code as ProblemCode, { params: report.params }) // only problems are sent
}
