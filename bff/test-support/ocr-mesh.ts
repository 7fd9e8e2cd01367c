import type { ChangeProposal, ChangeRequest } from '#shared/features/changes/model.ts'
import type { Route, RouteRule } from '#shared/features/route-rules/model.ts'
import type { PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import { type Api, type ConsoleOptions, consoleWith } from './console-with.ts'
import { afterAll } from 'vitest'
import type { OpenCallRecords } from '../adapters/duckdb/open.ts'
import { type DemoMesh, demoMesh, emptyRecords } from './demo-mesh.ts'
import { eventually } from './eventually.ts'

/** The policy that these tests are about: who gets the calls to `ocr`, for every reader in `cloud@production`. */
export const ocrRef: PolicyRef = {
  mesh: 'cloud',
  namespace: 'cloud@production',
  service: 'ocr',
  kind: 'route-rules',
  name: 'app',
}
export const ocrPath = '/api/meshes/cloud/namespaces/cloud@production/services/ocr/route-rules/app'
export const ocrKey = 'servicecomb.routeRule.ocr'
export const ocrLabels = { appId: 'cloud', environment: 'production' }

export const to = (version: string, weight: number) => ({ labels: { version }, weight })

/** A route for all calls. */
export const everything = (...destinations: Route['destinations']): Route => ({
  name: 'everything',
  match: { any: [] },
  destinations,
})

/** A route for calls that carry `device-os: android`. */
export const android = (...destinations: Route['destinations']): Route => ({
  name: 'android',
  match: {
    any: [{ all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] }],
  },
  destinations,
})

export const stable: RouteRule = { routes: [everything(to('1.0.0', 100))] }
export const canary: RouteRule = {
  routes: [android(to('1.0.0', 95), to('1.0.1', 5)), everything(to('1.0.0', 100))],
}

/** So many per cent of all calls to 1.0.0, the rest to 1.0.1. */
export const share = (weight: number): RouteRule => ({
  routes: [everything(to('1.0.0', weight), to('1.0.1', 100 - weight))],
})

/** `stable` as somebody wrote it to Kie. */
export const stableText = `# kept by the platform team
- precedence: 1
  route:
    - weight: 100
      tags: { version: "1.0.0" }
`

/** An edit of the policy; `more` may name another one, known or not. */
export const edit = (spec: unknown, base = 'none', more: Partial<Record<keyof PolicyRef, string>> = {}) => ({
  ref: { ...ocrRef, ...more },
  spec,
  enabled: true,
  base,
})

export const proposal = (
  ...edits: (PolicyEdit | ReturnType<typeof edit>)[]
): Omit<ChangeProposal, 'edits'> & { edits: unknown[] } => ({
  title: 'Android to 1.0.1',
  reason: 'a first try',
  edits,
})

/** One store for all tests of a file: no call is recorded here, and each would be a process of its own. */
let records: OpenCallRecords | undefined
afterAll(() => records?.close())

/**
 * A console on a mesh with `ocr` in two versions and a rule from outside that keeps all calls on 1.0.0. `kieQuota`: documents that its
 * Kie may hold.
 */
export async function ocrMesh({ kieQuota, ...options }: ConsoleOptions & { kieQuota?: number } = {}) {
  const kie = kieQuota === undefined ? {} : { quota: kieQuota }
  const lab = await demoMesh((records ??= emptyRecords()), kie)
  await lab.register('ocr', '1.0.0', {})
  await lab.register('ocr', '1.0.1', {})
  await lab.byHand.create({ key: ocrKey, value: stableText, labels: ocrLabels })
  const console = await consoleWith({ ...options, meshes: lab.meshes })
  await eventually(async () => {
    const snapshot = await lab.meshes.get('cloud')?.registry.snapshot()
    return snapshot?.value.services.some(({ name, versions }) => name === 'ocr' && versions.length === 2)
  }, 'ocr in two versions')
  return { ...lab, ...console }
}

export type OcrMesh = Awaited<ReturnType<typeof ocrMesh>>

/** Applies a rule on what stands there now, for good unless a time is said at which it ends. */
export async function apply(api: Api, spec: unknown, revertAt?: string): Promise<ChangeRequest> {
  const wish = { ...proposal(edit(spec, await baseOf(api))), ...(revertAt !== undefined && { revertAt }) }
  const { body } = await api.post('/api/changes').send(wish).expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

/** The base that an editor of the policy sees now. */
export async function baseOf(api: Api): Promise<string> {
  const { body } = await api.get(ocrPath).expect(200)
  return (body as { policy: { base: string } }).policy.base // the endpoint's own answer
}

/** The texts of the policy's documents as Kie holds them. */
export async function inKie({ byHand }: Pick<DemoMesh, 'byHand'>): Promise<string[]> {
  return (await byHand.documents(ocrKey)).map((document) => document.value)
}
