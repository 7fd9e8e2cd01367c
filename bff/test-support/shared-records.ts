import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import { openCallRecords, type OpenCallRecords } from '../adapters/duckdb/open.ts'

/** The meshes that tests report calls of. */
const meshes = ['cloud', 'island']

/** One record store for all tests of a file, since starting its process is what takes longest; each test finds it empty. */
export function sharedRecords(pairingMs = 15_000): () => Promise<OpenCallRecords> {
  const folder = mkdtempSync(join(tmpdir(), 'meshdeck-'))
  const store = openCallRecords({ dataDir: folder, samplingOf: () => 'all', pairingMs, patienceMs: 30_000 })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return async () => {
    const tomorrow = instantOf(Date.now() + 86_400_000)
    for (const mesh of meshes) await store.calls.expire(mesh, tomorrow)
    return store
  }
}
