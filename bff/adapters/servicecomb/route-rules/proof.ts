import { instantOf } from '#shared/contract/instant.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import type { NativeDocument, PolicyRef } from '#shared/mesh/policy.ts'
import type { Held } from '../../../ports/policy-target.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { AdminAddressRefused, readAdmin } from '../admin.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { dialectOf } from '../frameworks.ts'
import { type KieDocument, isEnabled } from '../kie.ts'
import { type Reader, readersOf } from '../readers.ts'
import { secondsToForce } from '../capability-rows.ts'
import { canBeRead } from './capabilities.ts'
import { normalForm, normalFormOfAdmin } from './normal-form.ts'
import { routeRuleKey } from './policies.ts'
import { callerOf, scopeOf } from '../scopes.ts'

type InstanceProof = Held['instances'][number]

const askedAtOnce = 8

/** Asks the proxies that read a policy's documents which rule is in force there. */
export async function proveRouteRule(
  { ref, native }: { ref: PolicyRef; native: NativeDocument[] },
  snapshot: RegistrySnapshot,
  documents: KieDocument[],
  declaration: ServiceCombDeclaration,
  signal?: AbortSignal,
): Promise<Held> {
  const readers = readersOf(snapshot, ref.namespace, ref.name).filter(({ plane }) => reads(plane, native))
  const wanted = readers.flatMap((reader) => reader.instances.map((instance) => ({ reader, instance })))
  const instances = await inTurn(wanted, askedAtOnce, ({ reader, instance }) =>
    proveInstance(ref, native, reader, instance, documents, declaration, signal),
  )
  const within = secondsToForce(declaration)
  return { instances, ...(within === undefined ? {} : { withinSeconds: within }) }
}

/** Whether a data plane asks for one of the documents; of a deleted policy, whether it could have. */
const reads = (plane: Reader['plane'], native: NativeDocument[]): boolean =>
  plane !== undefined &&
  (native.length === 0 || native.some(({ labels }) => scopeOf(labels).dialect === dialectOf(plane)))

async function proveInstance(
  ref: PolicyRef,
  native: NativeDocument[],
  reader: Reader,
  instance: Instance,
  documents: KieDocument[],
  declaration: ServiceCombDeclaration,
  signal?: AbortSignal,
): Promise<InstanceProof> {
  const proof = { instance: instance.id, service: reader.service.name, version: reader.version }
  const unread = (code: string, params: Record<string, string> = {}): InstanceProof => ({
    ...proof,
    state: 'unread',
    reason: { code, params },
  })
  if (!canBeRead(reader.plane)) return unread('framework-tells-nothing', { framework: reader.framework?.name ?? '' })
  const own = ownRuleOf(ref, reader, documents)
  if (own !== undefined) return unread('own-rule-in-force', { name: own })
  if (!instance.admin) return unread('no-admin-address')
  try {
    const answer = await readAdmin(
      instance.admin,
      `/v1/mesher/routeRule/${encodeURIComponent(ref.service)}`,
      declaration,
      signal,
    )
    const holds = normalFormOfAdmin(answer) === expectedAt(reader, native)
    return { ...proof, state: holds ? 'holds' : 'older', readAt: instantOf(Date.now()) }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AdminAddressRefused) return unread(error.code, { address: error.address })
    return unread('backend-silent', { backend: `${instance.admin.host}:${instance.admin.port}` })
  }
}

/** A rule for this caller alone, which comes before the app's (servicecomb.md 3.2). */
function ownRuleOf(ref: PolicyRef, { service, version }: Reader, documents: KieDocument[]): string | undefined {
  if (callerOf(ref.name)) return undefined
  const name = `caller:${service.name}@${version}`
  const own = documents.some((document) => {
    const scope = scopeOf(document.labels)
    return (
      document.key === routeRuleKey(ref.service) &&
      isEnabled(document) &&
      scope.namespace === ref.namespace &&
      scope.name === name
    )
  })
  return own ? name : undefined
}

/** What the reader should hold: its dialect's document, or nothing where that is disabled or gone. */
function expectedAt({ plane }: Reader, native: NativeDocument[]): string {
  const document = native.find(({ labels }) => plane && scopeOf(labels).dialect === dialectOf(plane))
  return document?.enabled ? normalForm(document.text) : normalForm('[]')
}

/** Does something with each item, at most so many at a time; answers in the order of the items. */
async function inTurn<Item, Result>(
  items: Item[],
  atOnce: number,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await act(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}
