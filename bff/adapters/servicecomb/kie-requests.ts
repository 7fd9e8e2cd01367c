import type { Request } from './client.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import type { NewDocument } from './kie.ts'

/** A request to Kie, whoever sends it. */
export interface KieRequest extends Pick<Request, 'query'> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
}

/** How Kie v1 is asked to keep documents (servicecomb.md 2.3). */
export function kieRequests({ project }: ServiceCombDeclaration['policies']) {
  const kv = `/v1/${encodeURIComponent(project)}/kie/kv`
  const one = (id: string) => `${kv}/${encodeURIComponent(id)}`
  return {
    withKey: (key: string) => ({ method: 'GET', path: kv, query: { key } }),
    withId: (id: string) => ({ method: 'GET', path: one(id) }),
    create: ({ key, value, labels, enabled }: NewDocument) => ({
      method: 'POST',
      path: kv,
      // Without a status a new document is disabled (2.3).
      body: { key, value, value_type: 'text', labels, status: statusOf(enabled) },
    }),
    update: (id: string, { value, enabled }: { value: string; enabled: boolean }) => ({
      method: 'PUT',
      path: one(id),
      body: { value, status: statusOf(enabled) },
    }),
    remove: (id: string) => ({ method: 'DELETE', path: one(id) }),
  } as const satisfies Record<string, (...of: never[]) => KieRequest>
}

const statusOf = (enabled: boolean): string => (enabled ? 'enabled' : 'disabled')
