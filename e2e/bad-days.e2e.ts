import { expect, signIn, test, world } from './story.ts'

async function setRunning(server: 'service-center' | 'kie', running: boolean): Promise<void> {
  const answer = await fetch(`${world().control}/api/servers/${server}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ running }),
  })
  expect(answer.ok).toBe(true)
}

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

    await expect(page.getByText('This rule was changed while you edited it.')).toBeVisible()
    await expect(page.getByText('X-Tenant-Id').first()).toBeVisible()
    await page.getByRole('button', { name: 'Continue on what is live' }).click()
    await expect(page.getByText('This rule was changed while you edited it.')).toHaveCount(0)
    await expect(page.getByLabel('Name of the route')).toHaveValue('mine')
  })
})
