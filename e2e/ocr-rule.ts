import type { APIRequestContext, Page, PlaywrightWorkerArgs } from '@playwright/test'
import { expect, signIn, world } from './story.ts'

// The rule of `ocr` in `cloud@testing`: stories propose it, have it reviewed, and find that somebody changed it.

export const service = '/meshes/sandbox/namespaces/cloud@testing/services/ocr'
export const editor = `${service}/route-rules/app`
export const rule = `/api${editor}`

interface Environment {
  name: string
  approvals: number
  revision: number
}

/** A context of its own with somebody signed in, beside the page. */
export async function apart(playwright: PlaywrightWorkerArgs['playwright'], name: string): Promise<APIRequestContext> {
  const request = await playwright.request.newContext({ baseURL: world().console })
  const answer = await request.post('/api/session', { data: { name, password: world().password } })
  expect(answer.ok()).toBe(true)
  return request
}

/** How many approvals `testing` asks for from now on. */
export async function askFor(approvals: number, playwright: PlaywrightWorkerArgs['playwright']): Promise<void> {
  const admin = await apart(playwright, 'admin')
  const { environments } = (await (await admin.get('/api/environments')).json()) as { environments: Environment[] } // the endpoint's own answer
  const testing = environments.find(({ name }) => name === 'testing')
  if (!testing) throw new Error('the sandbox has no environment called testing')
  const { name, ...rest } = testing
  const answer = await admin.put(`/api/environments/${name}`, { data: { ...rest, approvals } })
  expect(answer.status()).toBe(200)
  await admin.dispose()
}

/** Takes back what a story left in review, and asks for no approval any more. */
export async function endReviews(playwright: PlaywrightWorkerArgs['playwright']): Promise<void> {
  for (const name of ['operator', 'approver']) {
    const author = await apart(playwright, name)
    const open = await author.get('/api/changes?state=in_review&limit=100')
    const { items } = (await open.json()) as { items: { id: string; author: string }[] } // as above
    for (const one of items) if (one.author === name) await author.post(`/api/changes/${one.id}/withdraw`)
    await author.dispose()
  }
  await askFor(0, playwright)
}

/** All calls, divided between the two versions. */
export const share = (weight: number) => ({
  routes: [
    {
      name: 'everything',
      match: { any: [] },
      destinations: [
        { labels: { version: '1.0.0' }, weight: 100 - weight },
        { labels: { version: '1.0.1' }, weight },
      ],
    },
  ],
})

interface Rule {
  ref: { namespace: string; service: string }
  base: string
  native: { text: string }[]
}

const ruleNow = async (request: APIRequestContext): Promise<Rule> =>
  ((await (await request.get(rule)).json()) as { policy: Rule }).policy // as above

/** The rule's documents as they stand in the mesh. */
export const textNow = async (request: APIRequestContext): Promise<string> =>
  (await ruleNow(request)).native.map(({ text }) => text).join()

/** Edits that give 1.0.1 a share, as somebody's script would ask for them. */
export async function editsTo(request: APIRequestContext, weight: number) {
  const { ref, base } = await ruleNow(request)
  return [{ ref, spec: share(weight), enabled: true, base }]
}

/** Asks for edits as somebody's script would; answers the change's number. */
export async function propose(request: APIRequestContext, title: string, edits: readonly unknown[]): Promise<string> {
  const answer = await request.post('/api/changes', { data: { title, reason: 'A little traffic first.', edits } })
  expect(answer.status(), await answer.text()).toBe(200)
  return ((await answer.json()) as { id: string }).id // as above
}

interface ChangeNow {
  state: string
  hash: string
  round: number
  edits: { ref: { kind: string }; after: { spec: unknown } }[]
}

export const changeNow = async (request: APIRequestContext, id: string): Promise<ChangeNow> =>
  (await (await request.get(`/api/changes/${id}`)).json()) as ChangeNow // as above

/** Waits until the registry tells both versions that a new route may go to. */
export const versionsKnown = (page: Page): Promise<void> =>
  expect
    .poll(async () => (await page.request.get(`/api${service}`)).text(), { timeout: 120_000 })
    .toMatch(/"1\.0\.0".*"1\.0\.1"|"1\.0\.1".*"1\.0\.0"/s)

/** Signs out and in as somebody else on the same page. */
export async function becomeOn(page: Page, name: string): Promise<void> {
  // No open page is left that asks for something with nobody signed in.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await signIn(page, name)
}

/** Somebody changes the rule in Kie behind the console's back. */
export async function behindItsBack(request: APIRequestContext, from: string, to: string): Promise<void> {
  const store = `${world().kie}/v1/default/kie/kv`
  const { data } = (await (await request.get(store)).json()) as {
    data: { id: string; key: string; value: string; status: string; labels: Record<string, string> }[]
  } // Kie's own list
  const document = data.find(({ key, labels }) => key.endsWith('routeRule.ocr') && labels['environment'] === 'testing')
  const value = document?.value.replaceAll(from, to)
  expect(value).toContain(to)
  const answer = await request.put(`${store}/${document?.id}`, { data: { value, status: document?.status } })
  expect(answer.status()).toBe(200)
}

/** What drifts of the rule, on a page that shows drift. */
export const drifting = (page: Page) =>
  page.getByRole('region', { name: 'ocr, route rule' }).filter({ hasText: 'every caller in cloud@testing' })
