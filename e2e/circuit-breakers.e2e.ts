import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test, world } from './story.ts'

const place = '/meshes/sandbox/namespaces/cloud@production/services'
const ofPredict = `${place}/*/circuit-breakers/caller:predict`
const ofBilling = `${place}/billing/circuit-breakers/group:usage`

/** Puts the sandbox through a scenario; `normal` ends it. */
async function scenario(page: Page, name: string): Promise<void> {
  const answer = await page.request.put(`${world().control}/api/scenario`, { data: { name } })
  expect(answer.ok()).toBe(true)
}

/** Production calls to a service that a breaker has refused since an instant. */
async function refusedSince(page: Page, callee: string, from: string): Promise<number> {
  const to = new Date(Date.now() + 60_000).toISOString()
  const query = new URLSearchParams({
    callee,
    namespace: 'cloud@production',
    outcome: 'open-circuit',
    from,
    to,
    limit: '1',
  })
  const answer = await page.request.get(`/api/meshes/sandbox/calls?${query}`)
  return ((await answer.json()) as { total: number }).total // the endpoint's own answer
}

/** A figure of the form, typed by hand. */
async function type(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('spinbutton', { name: label, exact: true })
  await field.fill(value)
  await field.press('Tab')
}

async function apply(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
}

/** The line of a pair in the panel of circuits. */
const pairIn = (page: Page, pair: string): Locator =>
  page.getByRole('table', { name: 'Circuits now' }).getByRole('row').filter({ hasText: pair })

/** Deletes the policy of an editor, whether or not its story came to the end. */
async function remove(page: Page, editor: string): Promise<void> {
  await page.goto(editor)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete circuit breaker' }).click()
  await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
}

test.describe('circuits', () => {
  test.describe.configure({ timeout: 300_000 })
  test.afterEach(({ page }) => scenario(page, 'normal'))

  test('time-outs open a circuit of Mesher, the records and the list show it, and its deletion closes it', async ({
    page,
  }) => {
    await signIn(page, 'operator')
    const since = new Date().toISOString()
    await page.goto(ofPredict)
    await type(page, 'From so many calls on', '5')
    await type(page, 'Wait', '5000')
    await type(page, 'Time-out', '30')
    const rail = page.getByRole('complementary', { name: 'Checks' })
    await expect(rail).toContainText('forget their list of failures', { timeout: 60_000 })
    await expect(rail.getByText(/^It would have opened \d+ times?/)).toBeVisible({ timeout: 120_000 })
    await rail.getByRole('button', { name: 'Show as table' }).click()
    await expect(
      page
        .getByRole('table', { name: 'Pairs of caller and callee' })
        .getByRole('row')
        .filter({ hasText: 'predict → ocr' }),
    ).toBeVisible()
    await expectAccessible(page, 'the editor of a circuit breaker')
    await apply(page)

    await expect.poll(() => refusedSince(page, 'ocr', since), { timeout: 120_000 }).toBeGreaterThan(0)
    await page.goto('/meshes/sandbox/circuit-breakers?namespace=cloud@production')
    await expect(pairIn(page, 'predict → ocr')).toContainText('open', { timeout: 120_000 })
    await expectAccessible(page, 'the list of circuit breakers')

    await remove(page, ofPredict)
    await page.goto('/meshes/sandbox/circuit-breakers?namespace=cloud@production')
    await expect(pairIn(page, 'predict → ocr')).toContainText('Closed', { timeout: 120_000 })
  })

  test('answers with 503 open a circuit of a java-chassis process, and it closes by itself when they end', async ({
    page,
  }) => {
    await signIn(page, 'operator')
    await scenario(page, 'failing billing')
    const since = new Date().toISOString()
    await page.goto(ofBilling)
    await type(page, 'From so many calls on', '5')
    await type(page, 'Window of calls', '10')
    await type(page, 'Wait', '5000')
    await apply(page)

    await expect.poll(() => refusedSince(page, 'billing', since), { timeout: 120_000 }).toBeGreaterThan(0)
    await page.goto(`${place}/billing?tab=rules`)
    await expect(pairIn(page, 'predict → billing')).toContainText('open', { timeout: 120_000 })

    await scenario(page, 'normal')
    await expect(pairIn(page, 'predict → billing')).toContainText('Closed', { timeout: 120_000 })
    await remove(page, ofBilling)
  })
})
