import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test, world } from './story.ts'

const namespace = 'cloud@production'
const ofBilling = `/meshes/sandbox/namespaces/${namespace}/services/billing/retries/app`

/** Puts the sandbox through a scenario; `normal` ends it. */
async function scenario(page: Page, name: string): Promise<void> {
  const answer = await page.request.put(`${world().control}/api/scenario`, { data: { name } })
  expect(answer.ok()).toBe(true)
}

interface Attempt {
  attempt: number
  status?: number
}

/** The newest calls from vpc to billing since an instant. */
async function attemptsSince(page: Page, from: string): Promise<Attempt[]> {
  const to = new Date(Date.now() + 60_000).toISOString()
  const query = new URLSearchParams({ caller: 'vpc', callee: 'billing', namespace, from, to, limit: '500' })
  const answer = await page.request.get(`/api/meshes/sandbox/calls?${query}`)
  return ((await answer.json()) as { items: Attempt[] }).items // the endpoint's own answer
}

test.describe('retries', () => {
  test.describe.configure({ timeout: 300_000 })
  test.afterEach(({ page }) => scenario(page, 'normal'))

  test('calls that fail are tried on other instances, and the list says what that can make of the load', async ({
    page,
  }) => {
    await signIn(page, 'operator')
    await scenario(page, 'failing billing')
    const before = new Date().toISOString()
    await expect.poll(async () => (await attemptsSince(page, before)).length, { timeout: 120_000 }).toBeGreaterThan(5)
    expect((await attemptsSince(page, before)).every(({ attempt }) => attempt === 0)).toBe(true)

    await page.goto(ofBilling)
    const others = page.getByRole('spinbutton', { name: 'Other instances', exact: true })
    await others.fill('0')
    await others.press('Tab')
    await expect(page.getByText('A call that fails is not tried again.')).toBeVisible()
    await others.fill('2')
    await others.press('Tab')
    await expect(page.getByText('A call can become 3 attempts.')).toBeVisible()
    await expectAccessible(page, 'the editor of a retry rule')
    const apply = page.getByRole('button', { name: 'Apply', exact: true })
    await expect(apply).toBeEnabled()
    await apply.click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
    const since = new Date().toISOString()

    const savedByRetry = async () =>
      (await attemptsSince(page, since)).filter(({ attempt, status }) => attempt > 0 && status === 201).length
    await expect.poll(savedByRetry, { timeout: 120_000 }).toBeGreaterThan(2)
    await page.goto(`/meshes/sandbox/retries?namespace=${namespace}`)
    const worst = page.getByRole('table', { name: 'Worst multiplied load' })
    await expect(worst.getByRole('row', { name: /^billing / })).toContainText('× 3')
    await expectAccessible(page, 'the list of retry rules')

    await page.goto(ofBilling)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete retry rule' }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
    const deleted = new Date(Date.now() + 3000).toISOString()
    await expect.poll(async () => (await attemptsSince(page, deleted)).length, { timeout: 120_000 }).toBeGreaterThan(5)
    expect((await attemptsSince(page, deleted)).every(({ attempt }) => attempt === 0)).toBe(true)
  })
})
