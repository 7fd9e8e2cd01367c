import type { PolicyKind } from '#shared/mesh/policy.ts'
import { type OpenCallRecords, openCallRecords } from '../bff/adapters/duckdb/open.ts'
import { ServiceCombDeclaration } from '../bff/adapters/servicecomb/declaration.ts'
import { connectServiceComb } from '../bff/adapters/servicecomb/mesh.ts'
import { registrar } from '../bff/adapters/servicecomb/registrar.test-support.ts'
import { startKie } from '../sandbox/kie/kie.ts'
import { startServiceCenter } from '../sandbox/service-center/service-center.ts'
import { engineSettings } from './bare-engine.ts'
import type { DayOfCalls } from './day-of-calls.ts'

/** The services of the calls of a day, by which they call each other. */
export const services = ['portal', 'iam', 'ncr', 'vpc', 'adminagency', 'predict', 'ocr', 'billing', 'notification']

/** The store's process over the calls of a day. */
export const storeOver = ({ dataDir }: DayOfCalls): OpenCallRecords =>
  openCallRecords({ dataDir, samplingOf: () => 'all', ...engineSettings, patienceMs: 60_000 })

/** A mesh as the console has it: policies from Kie, instances from Service Center, calls from the store's process. */
export async function meshOver(day: DayOfCalls, registered: readonly (readonly [name: string, version: string])[]) {
  const store = storeOver(day)
  const [kie, center] = await Promise.all([startKie(), startServiceCenter({ cacheDelayMs: { write: 0, delete: 0 } })])
  const { register } = registrar(center.url, { app: 'cloud', environment: 'production' })
  for (const [name, version] of registered) await register(name, version, {})
  const declaration = ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: day.mesh,
    registry: { address: center.url },
    policies: { address: kie.url },
    sampling: 'all',
  })
  const mesh = connectServiceComb(declaration, { calls: store.calls, metrics: store.metrics(day.mesh) })
  return {
    mesh,
    targetOf(kind: PolicyKind) {
      const target = mesh.target(kind)
      if (!target) throw new Error(`the mesh has no ${kind}`)
      return target
    },
    async close() {
      mesh.close()
      await Promise.all([store.close(), kie.close(), center.close()])
    },
  }
}
