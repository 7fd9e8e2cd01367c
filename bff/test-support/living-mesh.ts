import { onTestFinished } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/main.ts'
import { type OpenCallRecords, openCallRecords } from '../adapters/duckdb/open.ts'
import { ServiceCombDeclaration } from '../adapters/servicecomb/declaration.ts'
import { connectServiceComb } from '../adapters/servicecomb/mesh.ts'
import { type Collector, startCollector } from '../collector/collector.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import { dataFolder } from './data-folder.ts'
import { eventually } from './eventually.ts'

/** The mesh `cloud` with sidecars and traffic in `cloud@testing`: clients call `predict`, which calls `ocr` in two versions. */
export interface LivingMesh {
  meshes: Meshes
  sandbox: Sandbox
  records: OpenCallRecords
  collector: Collector
}

/** Starts it with so many client calls a second; all of it goes when the test ends. */
export async function livingMesh(rate: number): Promise<LivingMesh> {
  const records = openCallRecords({ dataDir: dataFolder(), samplingOf: () => 'all', pairingMs: 500 })
  const meshes = new Map<string, ReturnType<typeof connectServiceComb>>()
  const collector = await startCollector({
    host: '127.0.0.1',
    port: 0,
    meshes: [{ name: 'cloud' }],
    records: records.calls,
    siteKey: new Uint8Array(32),
    registryOf: async (mesh) => (await meshNamed(meshes, mesh).registry.snapshot()).value,
  })
  const sandbox = await startSandbox({
    services: ['predict', 'ocr'],
    environments: ['testing'],
    rate,
    refreshSeconds: 0.2,
    collectorUrl: `${collector.url}/cloud`,
  })
  const declaration = ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: 'cloud',
    registry: { address: sandbox.serviceCenterUrl, pollSeconds: 0.2 },
    policies: { address: sandbox.kieUrl },
    sampling: 'all',
    refresh: { mode: 'watch', seconds: 30 },
    allowedNetworks: ['127.0.0.0/8'],
  })
  const mesh = connectServiceComb(declaration, { calls: records.calls, metrics: records.metrics('cloud') })
  meshes.set(mesh.name, mesh)
  // What Service Center's cache does not show yet is no reader of a rule: every instance is there before the story begins.
  const registered = async () => {
    const { instances } = (await mesh.registry.snapshot()).value
    return [...instances.values()].flat().length === sandbox.sidecars().length
  }
  await eventually(registered, 'every instance to be registered')
  onTestFinished(async () => {
    await sandbox.close()
    mesh.close()
    await collector.close()
    await records.close()
  })
  return { meshes, sandbox, records, collector }
}
