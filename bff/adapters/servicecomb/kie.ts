import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { type Backend, backend, refusedWith } from './client.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import { kieRequests } from './kie-requests.ts'

/** A kv document (servicecomb.md 2.2). Absent labels and zero values are left out by the server. */
export const KieDocument = z.object({
  id: z.string(),
  key: z.string(),
  value: z.string().default(''),
  labels: z
    .record(z.string(), z.string())
    .nullish()
    .transform((labels) => labels ?? {}),
  status: z.string().default('disabled'),
  update_revision: z.int(),
})
export type KieDocument = z.infer<typeof KieDocument>

const Documents = z.object({
  data: z
    .array(KieDocument)
    .nullish()
    .transform((data) => data ?? []),
})
const Health = z.object({ version: z.string().default('') })

export const kieName = 'Kie'
/** Bytes that a value may have (servicecomb.md 2.10). */
export const largestValue = 131_072
export const mostLabels = 6

/** What a document is created with. */
export type NewDocument = Pick<KieDocument, 'key' | 'value' | 'labels'> & { enabled: boolean }

/** Kie v1: documents in force, and where each was before. */
export interface Kie extends Backend {
  readonly requests: ReturnType<typeof kieRequests>
  /** Every document, as last known while Kie is silent; identical readings at one time are one. Never throws. */
  all(): Promise<{ documents: KieDocument[]; stamp: Stamp }>
  /** Every document as last read, without asking. */
  current(): KieDocument[]
  /** The documents of a key, read now; of every key that begins so where it ends with `*`. */
  withKey(key: string, signal?: AbortSignal): Promise<KieDocument[]>
  /** Throws `backend-refused` with status 409 where key and labels exist. */
  create(document: NewDocument, signal?: AbortSignal): Promise<KieDocument>
  update(id: string, content: { value: string; enabled: boolean }, signal?: AbortSignal): Promise<KieDocument>
  /** Does nothing where it does not exist. */
  remove(id: string, signal?: AbortSignal): Promise<void>
  /** The newest states of a document, newest first. */
  history(id: string, limit: number, signal?: AbortSignal): Promise<KieDocument[]>
  version(signal?: AbortSignal): Promise<string>
}

export function kie({ policies, limits }: ServiceCombDeclaration): Kie {
  const base = `/v1/${encodeURIComponent(policies.project)}/kie`
  const requests = kieRequests(policies)
  const client = backend({ backend: kieName, address: policies.address, ...limits })
  let known: KieDocument[] = []
  let revision: string | undefined
  let at: Instant | undefined
  let silent: Stamp['silent']
  let reading: Promise<void> | undefined

  async function refresh(): Promise<void> {
    try {
      // The revision is the whole store's: equal means that nothing changed at all (2.4).
      const answer = await client.read(`${base}/kv`, Documents, { query: { revision } })
      if (answer.changed) {
        known = answer.value.data
        revision = answer.headers.get('X-Kie-Revision') ?? undefined
      }
      at = instantOf(Date.now())
      silent = undefined
    } catch (error) {
      const problem =
        error instanceof Problem
          ? error
          : new Problem('backend-garbled', { params: { backend: kieName }, cause: error })
      silent = { since: silent?.since ?? instantOf(Date.now()), problem: reportOf(problem) }
    }
  }

  return {
    ...client,
    requests,
    async all() {
      reading ??= refresh().finally(() => (reading = undefined))
      await reading
      const stamp: Stamp = {
        source: kieName,
        ...(at === undefined ? {} : { at }),
        completeness: at === undefined ? 'unknown' : 'complete',
        ...(silent && { silent }),
      }
      return { documents: known, stamp }
    },
    current: () => known,
    async withKey(key, signal) {
      const beginning = key.endsWith('*') ? key.slice(0, -1) : undefined
      const query = { key: beginning === undefined ? key : `beginWith(${beginning})` }
      const answer = await client.read(`${base}/kv`, Documents, { query, signal })
      const isMeant = (found: string) => (beginning === undefined ? found === key : found.startsWith(beginning))
      // Keys are found whatever their case (2.4), but data planes mind it.
      return answer.changed ? answer.value.data.filter((document) => isMeant(document.key)) : []
    },
    create(document, signal) {
      const { method, path, body } = requests.create(document)
      return client.write(method, path, body, KieDocument, { signal })
    },
    update(id, content, signal) {
      const { method, path, body } = requests.update(id, content)
      return client.write(method, path, body, KieDocument, { signal })
    },
    async remove(id, signal) {
      const { method, path } = requests.remove(id)
      try {
        await client.write(method, path, undefined, z.unknown(), { signal })
      } catch (error) {
        if (!refusedWith(error, 404)) throw error
      }
    },
    async history(id, limit, signal) {
      const query = { offset: '0', limit: String(limit) }
      const answer = await client.read(`${base}/revision/${encodeURIComponent(id)}`, Documents, { query, signal })
      return answer.changed ? answer.value.data : []
    },
    async version(signal) {
      const answer = await client.read('/v1/health', Health, { signal })
      return answer.changed ? answer.value.version : ''
    },
  }
}

export const isEnabled = ({ status }: KieDocument): boolean => status === 'enabled'

/** What a write is compared with: changes with every write to one of the documents. */
export function baseOf(documents: Pick<KieDocument, 'id' | 'update_revision'>[]): string {
  const parts = documents.map(({ id, update_revision: revision }) => `${id}:${revision}`).toSorted()
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}

/** A document as policies hold it; the format is what a reader sees in it unless its kind knows better. */
export const nativeOf = (document: KieDocument, format?: NativeDocument['format']): NativeDocument => ({
  id: document.id,
  key: document.key,
  labels: document.labels,
  // A value of several fields is YAML, a single word or number is plain text.
  format: format ?? (/[:\n]/.test(document.value) ? 'yaml' : 'text'),
  text: document.value,
  enabled: isEnabled(document),
  revision: String(document.update_revision),
})
