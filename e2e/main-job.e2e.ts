import { expect, signIn, test, world } from './story.ts'
import { splitOf, within } from './records.ts'

/** Columns of a destination's shares. */
const [asked, observed] = [2, 4]

const ocr = '/meshes/sandbox/namespaces/cloud@production/services/ocr'

test('a person shifts 5 % of the Android calls of ocr, sees it live, and finds the calls', async ({ page }) => {
  test.setTimeout(240_000)
  await signIn(page, 'operator')

  await test.step('sees the mesh', async () => {
    await page.getByRole('link', { name: 'Topology', exact: true }).click()
    await expect(page.getByRole('listbox', { name: /Service graph of sandbox/ })).toBeVisible()
    await expect(page.getByRole('option', { name: /^ocr/ }).first()).toBeAttached()
    await expect(page.getByText(/11 services/)).toBeVisible()
  })

  await test.step('sees both versions of ocr and the rule that keeps everything on 1.0.0', async () => {
    await page.goto(ocr)
    const versions = page.getByRole('table', { name: 'Versions' })
    await expect(versions.getByRole('row').filter({ hasText: '1.0.0' })).toContainText('3 / 3')
    await expect(versions.getByRole('row').filter({ hasText: '1.0.1' })).toContainText('1 / 1')
    await page.getByRole('link', { name: 'Rules', exact: true }).click()
    const rules = page.getByRole('region', { name: 'Route rules' })
    await expect(rules.getByText('1.0.0 100 %')).toBeVisible()
    await rules.getByRole('link', { name: 'Edit route rule' }).click()
  })

  await test.step('drafts the route for Android callers above it', async () => {
    await page.getByRole('button', { name: 'Add route on top' }).click()
    await page.getByLabel('Name of the route').fill('Android callers')
    await page.getByLabel('Name', { exact: true }).fill('Device-OS')
    await page.getByLabel('Value').fill('android')
    const candidate = page.getByRole('spinbutton', { name: 'Weight of 1.0.1' })
    await candidate.fill('5')
    await candidate.press('Tab')
    await expect(page.getByRole('spinbutton', { name: 'Weight of 1.0.0' })).toHaveValue('95')
    await expect(page.getByText('Sum 100 %')).toBeVisible()
  })

  await test.step('sees what will be written before it is written', async () => {
    const rail = page.getByRole('complementary', { name: 'Checks' })
    await expect(rail.getByText('servicecomb.routeRule.ocr')).toBeVisible()
    await expect(rail.getByText(/Device-Os/)).toBeVisible()
    expect(await kieText()).not.toContain('Device-Os')
  })

  let since = ''
  await test.step('applies, and watches it become live on every sidecar that reads it', async () => {
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/)
    await expect(page.getByText(/Live on (\d+) of \1 sidecars/)).toBeVisible({ timeout: 60_000 })
    since = new Date().toISOString()
    expect(await kieText()).toContain('Device-Os')
  })

  await test.step('sees the observed share settle at what was asked', async () => {
    const shares = page.getByRole('table', { name: 'Asked and observed' })
    const candidate = shares.getByRole('row').filter({ hasText: '1.0.1' }).getByRole('cell')
    await expect(candidate.nth(asked)).toHaveText('5 %')
    await expect(candidate.nth(observed)).toHaveText(/^[3-7](\.\d+)? %$/, { timeout: 120_000 })
  })

  await test.step('the records say the same: Android callers split 95/5, the others did not move', async () => {
    await expect
      .poll(async () => (await splitOf(page, 'android', since)).total, { timeout: 120_000 })
      .toBeGreaterThan(600)
    const android = await splitOf(page, 'android', since)
    // The proxies deal weights out exactly; each sidecar's own pool blurs it.
    expect(within(android.candidate, android.total, 0.05), JSON.stringify(android)).toBe(true)
    for (const others of ['ios', 'web']) {
      const { total, candidate } = await splitOf(page, others, since)
      expect(total).toBeGreaterThan(50)
      expect(candidate).toBe(0)
    }
  })

  await test.step('opens the call records, filters them and reads one', async () => {
    await page.goto('/meshes/sandbox/calls?callee=vpc&status=404')
    const list = page.getByRole('grid', { name: /Call records/ })
    await expect(list.getByRole('row').nth(1)).toContainText('404')
    await list.getByRole('row').nth(1).click()
    const drawer = page.getByRole('complementary').filter({ hasText: 'Token fingerprint' })
    await expect(drawer).toBeVisible()
    await expect(drawer).toContainText('User')
    await expect(drawer).toContainText('Tenant')
    await expect(page).toHaveURL(/call=/)

    await page.reload()
    await expect(page.getByRole('complementary').filter({ hasText: 'Token fingerprint' })).toBeVisible()
  })

  await test.step('puts the rule back as it was', async () => {
    await page.goto(`${ocr}/route-rules/app`)
    await page.getByRole('button', { name: 'Remove route' }).first().click()
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/)
    await expect.poll(kieText).not.toContain('Device-Os')
  })
})

const kieText = async (): Promise<string> =>
  (await fetch(`${world().kie}/v1/default/kie/kv?key=servicecomb.routeRule.ocr&label=environment:production`)).text()
