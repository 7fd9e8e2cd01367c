import type { APIRequestContext } from '@playwright/test'
import type { World } from './world.ts'

/** The rules that several stories edit. */
const rules = ['cloud@production', 'cloud@testing'].map(
  (namespace) => `/api/meshes/sandbox/namespaces/${namespace}/services/ocr/route-rules/app`,
)

/** What a person may have begun to write of them, and of the limit beside one. */
const drafts = [...rules, '/api/meshes/sandbox/namespaces/cloud@testing/services/ocr/rate-limits/app']

/** What a rule needs to be written again. */
interface Rule {
  ref: unknown
  spec: unknown
  enabled: boolean
  base: string
}

/** The rules as they stand now; undefined for one that cannot be read, as while a story stops its backend. */
export async function rulesNow(request: APIRequestContext): Promise<(Rule | undefined)[]> {
  return Promise.all(
    rules.map(async (path) => {
      const answer = await request.get(path)
      const { policy } = (answer.ok() ? await answer.json() : {}) as { policy?: Rule | null } // the endpoint's own answer
      return policy ?? undefined
    }),
  )
}

/** Leaves the rules as they were found, and no draft of the operator: stories do not depend on those before them. */
export async function putBack(request: APIRequestContext, found: readonly (Rule | undefined)[]): Promise<void> {
  for (const path of drafts) await request.delete(`${path}/draft`)
  const now = await rulesNow(request)
  for (const [index, rule] of found.entries()) {
    const standing = now[index]
    if (!rule || !standing || standing.base === rule.base) continue
    const edit = { ref: rule.ref, spec: rule.spec, enabled: rule.enabled, base: standing.base }
    await request.post('/api/changes', { data: { title: 'As the story found it', edits: [edit] } })
  }
}

/** Somebody who may write the rules, without a page. */
export async function signInApart(request: APIRequestContext, { password }: World): Promise<void> {
  await request.post('/api/session', { data: { name: 'operator', password } })
}
