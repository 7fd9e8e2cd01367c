import type { Page } from '@playwright/test'
import { haltRecordStore, haltSandbox, setRunning } from './outage.ts'
import { expect, signIn, test, world } from './story.ts'

test.describe('when Service Center is silent', () => {
  test.use({ expectedProblems: [/50[0-9]/] })
  test.afterEach(() => setRunning('service-center', true))

  test('the services stay on the screen with a sentence since when, and recover by themselves', async ({ page }) => {
    await signIn(page, 'operator')
    await page.goto('/meshes/sandbox/services')
    await expect(page.getByRole('table', { name: 'Services' }).getByText('portal')).toBeVisible()

    await setRunning('service-center', false)
    await expect(page.getByText(/Service Center does not answer since/)).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('table', { name: 'Services' }).getByText('portal')).toBeVisible()

    await setRunning('service-center', true)
    await expect(page.getByText(/Service Center does not answer since/)).toHaveCount(0, { timeout: 60_000 })
  })
})

test.describe('when Kie is silent', () => {
  test.use({ expectedProblems: [/50[0-9]/] })
  test.afterEach(() => setRunning('kie', true))

  test('rules stay on the screen with a sentence since when, services go on, and it recovers by itself', async ({
    page,
  }) => {
    await signIn(page, 'operator')
    await page.goto('/meshes/sandbox/route-rules')
    const rules = page.getByRole('table', { name: 'Route rules' })
    await expect(rules.getByRole('link', { name: 'ocr' }).first()).toBeVisible()

    await setRunning('kie', false)
    const silent = page.getByText(/Kie does not answer since \d\d:\d\d/)
    await expect(silent).toBeVisible({ timeout: 60_000 })
    await expect(rules.getByRole('link', { name: 'ocr' }).first()).toBeVisible()
    await page.getByRole('link', { name: 'Mesh status' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Policies' })).toContainText('Kie, last')
    await page.getByRole('link', { name: 'Services', exact: true }).click()
    await expect(page.getByRole('table', { name: 'Services' }).getByText('portal')).toBeVisible()
    await expect(silent).toHaveCount(0)

    await page.getByRole('link', { name: 'Route rules', exact: true }).click()
    await expect(silent).toBeVisible({ timeout: 60_000 })
    await setRunning('kie', true)
    await expect(silent).toHaveCount(0, { timeout: 60_000 })
    await expect(rules.getByRole('link', { name: 'ocr' }).first()).toBeVisible()
  })
})

test.describe('when the record store has stopped', () => {
  test.use({ expectedProblems: [/50[0-9]/] })

  test('calls stay on the screen with a sentence since when, services without figures, and it recovers by itself', async ({
    page,
  }) => {
    test.setTimeout(240_000)
    await signIn(page, 'auditor')
    await page.goto('/meshes/sandbox/calls?callee=vpc')
    const calls = page.getByRole('grid', { name: /Call records/ }).getByRole('row')
    await expect(calls.nth(1)).toContainText('vpc')

    const outage = haltRecordStore()
    try {
      const silent = page.getByText(/The call records do not answer since \d\d:\d\d/)
      await expect(silent).toBeVisible({ timeout: 90_000 })
      await expect(calls.nth(1)).toContainText('vpc')
      await page.getByRole('link', { name: 'Services', exact: true }).click()
      await expect(page.getByRole('table', { name: 'Services' }).getByText('portal')).toBeVisible({ timeout: 60_000 })
      await expect(silent).toBeVisible({ timeout: 60_000 })
      await page.getByRole('link', { name: 'Overview', exact: true }).click()
      await expect(silent).toBeVisible({ timeout: 60_000 })
      await expect(page.getByText(/services are well/)).toHaveCount(0)

      await outage.end()
      await expect(silent).toHaveCount(0, { timeout: 90_000 })
    } finally {
      await outage.end()
    }
    await page.getByRole('link', { name: 'Call records', exact: true }).click()
    await expect(calls.nth(1)).toBeVisible()
  })
})

test.describe('when the whole mesh has stopped', () => {
  test.use({ expectedProblems: [/50[0-9]/] })

  test('the console stays up, names what is missing, and shows new calls when it is back', async ({ page }) => {
    test.setTimeout(240_000)
    await signIn(page, 'operator')
    await page.goto('/meshes/sandbox/services')
    const services = page.getByRole('table', { name: 'Services' })
    await expect(services.getByText('portal')).toBeVisible()

    const outage = haltSandbox()
    try {
      await expect(page.getByText(/Service Center does not answer since/)).toBeVisible({ timeout: 90_000 })
      await expect(services.getByText('portal')).toBeVisible()
      await page.getByRole('link', { name: 'Topology', exact: true }).click()
      await expect(page.getByText(/Service Center does not answer since/)).toBeVisible({ timeout: 60_000 })
      await expect(page.getByRole('option', { name: /^portal,/ })).toBeAttached()
      await page.getByRole('link', { name: 'Route rules', exact: true }).click()
      await expect(page.getByText(/Kie does not answer since/)).toBeVisible({ timeout: 60_000 })
      expect((await page.request.get('/healthz')).status()).toBe(200)

      await outage.end()
      await expect(page.getByText(/Kie does not answer since/)).toHaveCount(0, { timeout: 90_000 })
    } finally {
      await outage.end()
    }
    const back = new Date().toISOString()
    await page.getByRole('link', { name: 'Services', exact: true }).click()
    await expect(page.getByText(/Service Center does not answer since/)).toHaveCount(0, { timeout: 90_000 })
    await expect.poll(async () => (await callsSince(page, back)) > 100, { timeout: 90_000 }).toBe(true)
  })
})

test.describe('when two people edit one rule', () => {
  test.use({ expectedProblems: [/409/] })

  test('the second is told, loses nothing and overwrites nothing', async ({ page, browser }) => {
    const rule = '/meshes/sandbox/namespaces/cloud@testing/services/ocr/route-rules/app'
    await signIn(page, 'operator')
    await page.goto(rule)
    await page
      .getByRole('button', { name: /Open route/ })
      .first()
      .click()
    await page.getByLabel('Name of the route').fill('mine')
    await expect(page.getByText(/Draft saved/)).toBeVisible()

    const other = await browser.newContext({ baseURL: world().console })
    const colleague = await other.newPage()
    await signIn(colleague, 'admin')
    await colleague.goto(rule)
    await colleague.getByRole('button', { name: 'Add route on top' }).click()
    await colleague.getByLabel('Name', { exact: true }).fill('x-tenant-id')
    await colleague.getByLabel('Value').fill('t-internal')
    await colleague.getByRole('button', { name: 'Apply' }).click()
    await expect(colleague).toHaveURL(/\/changes\/CR-/)
    await other.close()

    await expect(page.getByText('This policy was changed while you edited it.')).toBeVisible()
    await expect(page.getByText('X-Tenant-Id').first()).toBeVisible()
    await page.getByRole('button', { name: 'Continue on what is live' }).click()
    await expect(page.getByText('This policy was changed while you edited it.')).toHaveCount(0)
    await expect(page.getByLabel('Name of the route')).toHaveValue('mine')
  })
})

/** How many calls began since then, as far as they have arrived. */
async function callsSince(page: Page, since: string): Promise<number> {
  const to = new Date(Date.now() + 60_000).toISOString()
  const answer = await page.request.get(`/api/meshes/sandbox/calls?from=${since}&to=${to}&limit=1`)
  const { total } = (await answer.json()) as { total: number } // the contract of the call search
  return total
}
