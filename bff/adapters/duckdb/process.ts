import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { databaseFile, openEngine } from './engine.ts'
import { addressFileName, type StoreAddress } from './protocol.ts'
import { readersOver } from './readers.ts'
import { serveStore } from './store-server.ts'
import { openWriter } from './writer.ts'

/**
 * The process of the record store: started by the supervisor with its settings as one JSON argument, says `ready` when it serves,
 * and ends with whoever started it.
 */
export interface StoreSettings {
  dataDir: string
  memoryMb: number
  threads: number
  pairingMs: number
}

const readingConnections = 3

async function run({ dataDir, memoryMb, threads, pairingMs }: StoreSettings): Promise<void> {
  const engine = await openEngine({ dataDir, memoryMb, threads })
  const onFailure = (cause: unknown) => {
    process.stderr.write(`record store: ${String(cause)}\n`)
    process.exit(1)
  }
  const writer = await openWriter({ connection: engine.writer, pairingMs, onFailure })
  const connections = await Promise.all(Array.from({ length: readingConnections }, () => engine.connect()))
  const readers = readersOver(connections)
  const status = () => ({
    pid: process.pid,
    memory: process.memoryUsage.rss(),
    bytes: sizeOf(databaseFile(dataDir)) + sizeOf(`${databaseFile(dataDir)}.wal`),
    waiting: writer.waiting(),
    queued: writer.queued(),
    unpaired: writer.unpaired(),
    reads: readers.count(),
  })
  const token = randomBytes(24).toString('base64url')
  const server = await serveStore({ writer, readers, status, token })

  const { port } = server.address() as AddressInfo // a TCP server that listens
  const file = join(dataDir, addressFileName)
  publish(file, { port, token, pid: process.pid })

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    rmSync(file, { force: true })
    server.close()
    await writer.close()
    // Into the file what is still in the log, so that the next start is quick and a copy of the file is whole.
    await engine.writer.run('CHECKPOINT').catch(onFailure)
    engine.close()
    process.exit(0)
  }
  process.on('disconnect', () => void end())
  process.on('SIGTERM', () => void end())
  // Ctrl-C in a terminal reaches the whole group; whoever started this process decides when it ends.
  process.on('SIGINT', () => undefined)
  process.send?.('ready')
}

function publish(file: string, address: StoreAddress): void {
  writeFileSync(`${file}.new`, JSON.stringify(address), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

run(JSON.parse(process.argv[2] ?? '{}') as StoreSettings).catch((cause: unknown) => {
  // Most often: another process of this data directory was quicker.
  process.stderr.write(`record store: ${String(cause)}\n`)
  process.exit(1)
})
