import { instantOf } from '#shared/contract/instant.ts'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { Connection, ConnectionTest } from '#shared/features/meshes/model.ts'
import type { ConnectedMesh } from './ports/mesh.ts'

/** The store of call records as a backend: how it fares, and a question that only a working store answers. */
export interface RecordStore {
  state(): { silent?: NonNullable<Stamp['silent']> }
  /** Throws `records-silent`. */
  status(): Promise<unknown>
}

const product = 'Call records'

/** A mesh that names the store of its call records among its backends. */
export const withCallRecords = (mesh: ConnectedMesh, store: RecordStore): ConnectedMesh => ({
  ...mesh,
  connections: () => [...mesh.connections(), connectionOf(mesh, store)],
  test: async (signal) => [...(await mesh.test(signal)), await testOf(store)],
})

function connectionOf({ sampling }: ConnectedMesh, store: RecordStore): Connection {
  const { silent } = store.state()
  const completeness = sampling === 'all' ? 'complete' : 'unknown'
  const stamp: Stamp = silent
    ? { source: product, completeness: 'unknown', silent }
    : { source: product, at: instantOf(Date.now()), completeness }
  return { part: 'call-records', product: 'DuckDB', address: 'embedded', stamp }
}

async function testOf(store: RecordStore): Promise<ConnectionTest> {
  const begun = performance.now()
  const problem = await store.status().then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Problem) return reportOf(error)
      throw error
    },
  )
  const tookMs = Math.round((performance.now() - begun) * 10) / 10
  const line = { part: 'call-records' as const, product: 'DuckDB', answered: problem === undefined, tookMs }
  return problem === undefined ? line : { ...line, problem }
}
