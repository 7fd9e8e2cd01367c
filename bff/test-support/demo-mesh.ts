import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Kie, type KieOptions, startKie } from '../../sandbox/kie/kie.ts'
import { type ServiceCenter, startServiceCenter } from '../../sandbox/service-center/service-center.ts'
import { type OpenCallRecords, openCallRecords } from '../adapters/duckdb/open.ts'
import { ServiceCombDeclaration } from '../adapters/servicecomb/declaration.ts'
import { connectServiceComb } from '../adapters/servicecomb/mesh.ts'
import { registrar } from '../adapters/servicecomb/registrar.test-support.ts'
import { withCallRecords } from '../connected-meshes.ts'
import type { Meshes } from '../ports/mesh.ts'

/** Somebody who writes to Kie directly, behind the console's back. */
export interface KieHand {
  /** Every document of a key. */
  documents(key: string): Promise<KieDocument[]>
  create(document: Pick<KieDocument, 'key' | 'value' | 'labels'>): Promise<KieDocument>
  update(id: string, value: string): Promise<KieDocument>
  remove(id: string): Promise<void>
}

/** A document as Kie answers it (servicecomb.md 2.2), as far as tests look at it. */
export interface KieDocument {
  id: string
  key: string
  value: string
  labels: Record<string, string>
  status: string
  update_revision: number
}

/** The mesh `cloud` of one test: the sandbox's two servers without sidecars or traffic, and a call-record store of its own. */
export interface DemoMesh {
  meshes: Meshes
  kie: Kie
  serviceCenter: ServiceCenter
  records: OpenCallRecords
  /** Registers an instance of a version in `cloud@production`, as a data plane does. */
  register: ReturnType<typeof registrar>['register']
  byHand: KieHand
}

const pairingMs = 300
/** A busy machine may start the store's process slowly. */
const patienceMs = 30_000

/** An empty store of call records in a folder of its own. */
export function emptyRecords(): OpenCallRecords {
  const folder = mkdtempSync(join(tmpdir(), 'meshdeck-'))
  const records = openCallRecords({ dataDir: folder, samplingOf: () => 'all', pairingMs, patienceMs })
  return {
    ...records,
    async close() {
      await records.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Starts the servers and connects to them; all of it goes when the test ends, but a store that was given. */
export async function demoMesh(given?: OpenCallRecords, kieOptions?: KieOptions): Promise<DemoMesh> {
  const { close, ...mesh } = await startDemoMesh(given, kieOptions)
  onTestFinished(close)
  return mesh
}

/** As `demoMesh`, for several tests; whoever starts it closes it. */
export async function startDemoMesh(
  given?: OpenCallRecords,
  kieOptions?: KieOptions,
): Promise<DemoMesh & { close(): Promise<void> }> {
  const [kie, serviceCenter] = await Promise.all([
    startKie(kieOptions),
    startServiceCenter({ cacheDelayMs: { write: 0, delete: 0 } }),
  ])
  const records = given ?? emptyRecords()
  const declaration = ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: 'cloud',
    registry: { address: serviceCenter.url, pollSeconds: 0.05 },
    policies: { address: kie.url },
    sampling: 'all',
    refresh: { mode: 'watch', seconds: 30 },
    frameworkVersions: { Mesher: '1.8.0' },
    allowedNetworks: ['127.0.0.0/8'],
    limits: { perSecond: 1000 },
  })
  const mesh = connectServiceComb(declaration, { calls: records.calls, metrics: records.metrics('cloud') })
  return {
    meshes: new Map([[mesh.name, withCallRecords(mesh, records)]]),
    kie,
    serviceCenter,
    records,
    register: registrar(serviceCenter.url, { app: 'cloud', environment: 'production' }).register,
    byHand: handOn(kie.url),
    async close() {
      mesh.close()
      await Promise.all([given ? undefined : records.close(), kie.close(), serviceCenter.close()])
    },
  }
}

function handOn(url: string): KieHand {
  const base = `${url}/v1/default/kie/kv`
  async function send<Answer>(method: string, address: string, body?: unknown): Promise<Answer> {
    const response = await fetch(address, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as Answer // the sandbox's own documents
  }
  return {
    async documents(key) {
      const { data } = await send<{ data: KieDocument[] | null }>('GET', `${base}?key=${encodeURIComponent(key)}`)
      return data ?? []
    },
    create: (document) => send('POST', base, { ...document, status: 'enabled', value_type: 'text' }),
    update: (id, value) => send('PUT', `${base}/${id}`, { value, status: 'enabled' }),
    remove: (id) => send('DELETE', `${base}/${id}`),
  }
}
