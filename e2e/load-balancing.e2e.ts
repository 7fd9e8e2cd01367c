import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './story.ts'

const namespace = 'cloud@production'
const ofVpc = `/meshes/sandbox/namespaces/${namespace}/services/vpc/load-balancing/app`

interface Call {
  at: string
  caller?: { instance?: string }
  callee: { instance?: string }
}

/** How many of a proxy's calls to vpc went to the same instance as the one before it, and how many there were to compare. */
async function repeatsSince(page: Page, from: string): Promise<{ repeats: number; pairs: number }> {
  const to = new Date(Date.now() + 60_000).toISOString()
  const query = new URLSearchParams({ caller: 'portal', callee: 'vpc', namespace, from, to, limit: '500' })
  const answer = await page.request.get(`/api/meshes/sandbox/calls?${query}`)
  const { items } = (await answer.json()) as { items: Call[] } // the endpoint's own answer
  const byProxy = Map.groupBy(
    items.toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    ({ caller }) => caller?.instance ?? '',
  )
  const pairs = [...byProxy.values()].flatMap((calls) =>
    calls.slice(1).map((call, index) => call.callee.instance === calls[index]?.callee.instance),
  )
  return { repeats: pairs.filter(Boolean).length, pairs: pairs.length }
}

/** Share of repeats once there are enough calls to tell. */
async function shareSince(page: Page, from: string): Promise<number> {
  await expect.poll(async () => (await repeatsSince(page, from)).pairs, { timeout: 120_000 }).toBeGreaterThan(60)
  const { repeats, pairs } = await repeatsSince(page, from)
  return repeats / pairs
}

test.describe('load balancing', () => {
  test.describe.configure({ timeout: 300_000 })

  test('proxies that took instances in turn take any of them, and go back to turns when the rule is deleted', async ({
    page,
  }) => {
    await signIn(page, 'operator')
    const inTurn = await shareSince(page, new Date().toISOString())
    expect(inTurn).toBeLessThan(0.2)

    await page.goto(ofVpc)
    await page.getByRole('radio', { name: 'Random', exact: true }).check()
    await expect(page.getByRole('radio', { name: 'Session stickiness', exact: true })).toBeDisabled()
    await expectAccessible(page, 'the editor of a load balancing rule')
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
    // Of two or three instances any one repeats with a probability of a half or a third.
    expect(await shareSince(page, new Date(Date.now() + 2000).toISOString())).toBeGreaterThan(inTurn + 0.1)

    await page.goto('/meshes/sandbox/load-balancing')
    const row = page.getByRole('table', { name: 'Load balancing' }).getByRole('row').filter({ hasText: 'vpc' })
    await expect(row).toContainText('Random')
    await expectAccessible(page, 'the list of load balancing rules')

    await page.goto(ofVpc)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete load balancing rule' }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
    const deleted = new Date(Date.now() + 2000).toISOString()
    await expect.poll(() => shareSince(page, deleted), { timeout: 120_000 }).toBeLessThan(0.2)
  })
})
