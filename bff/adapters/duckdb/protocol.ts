import type { MessageParams, ProblemReport } from '#shared/contract/problem.ts'
import type { Appended, ReportedCall } from '../../ports/call-records.ts'
import type { AnsweredRow } from './rows.ts'
import type { ColumnsAnswer, ColumnsQuestion } from './columnar.ts'
import type { Sql } from './sql.ts'

/** Copies of the console that speak another protocol or schema are told so instead of being misunderstood. */
export const protocolVersion = 2

/** How the store fares. */
export interface StoreStatus {
  pid: number
  /** Resident memory of its process in bytes. */
  memory: number
  /** Size on disk in bytes. */
  bytes: number
  /** Halves that wait for their partner, and reports that wait for a commit. */
  waiting: number
  queued: number
  /** Reads since it started, and records that were made of one half since then. */
  reads: number
  unpaired: number
}

/** What can be asked of the store's process, with what it answers. */
export interface Operations {
  hello: { ask: { token: string; protocol: number }; answer: { pid: number } }
  append: { ask: { mesh: string; batch: ReportedCall[] }; answer: Appended }
  refused: { ask: { mesh: string; count: number }; answer: null }
  /** Several queries over one state of the data. */
  read: { ask: { queries: Sql[] }; answer: AnsweredRow[][] }
  /** A stretch of calls column by column. */
  columns: { ask: ColumnsQuestion; answer: ColumnsAnswer }
  expire: { ask: { mesh?: string | undefined; beforeMicros: number }; answer: number }
  status: { ask: null; answer: StoreStatus }
}
export type Operation = keyof Operations

export interface Request<Op extends Operation = Operation> {
  id: number
  op: Op
  ask: Operations[Op]['ask']
}

/** Takes back a request whose answer nobody waits for any longer. */
export interface Withdrawal {
  id: number
  op: 'withdraw'
}

export type Answer =
  | { id: number; value: unknown }
  | { id: number; problem: ProblemReport | { code: 'failed'; params: MessageParams; source: string } }

/** Where the store of a data directory listens, and the word that opens it. Readable for the owner alone. */
export interface StoreAddress {
  port: number
  token: string
  pid: number
}

export const addressFileName = 'records.address'
