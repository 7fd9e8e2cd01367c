import type { Page } from '@playwright/test'
import { haltRecordStore, haltSandbox, setRunning } from './outage.ts'
import { expect, signIn, test } from './story.ts'

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

/** How many calls began since then, as far as they have arrived. */
async function callsSince(page: Page, since: string): Promise<number> {
  const to = new Date(Date.now() + 60_000).toISOString()
  const answer = await page.request.get(`/api/meshes/sandbox/calls?from=${since}&to=${to}&limit=1`)
  const { total } = (await answer.json()) as { total: number } // the contract of the call search
  return total
}
