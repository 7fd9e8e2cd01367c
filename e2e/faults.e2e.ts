import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './story.ts'

const ofPredict = {
  mesh: 'sandbox',
  namespace: 'cloud@testing',
  service: 'ocr',
  kind: 'faults',
  name: 'caller:predict',
}
const address = `/meshes/${ofPredict.mesh}/namespaces/${ofPredict.namespace}/services/ocr/faults/caller:predict`

/** Calls from predict to ocr in testing since an instant that meet a filter. */
async function callsSince(page: Page, from: string, filter: Record<string, string>): Promise<number> {
  const query = new URLSearchParams({
    caller: 'predict',
    callee: 'ocr',
    namespace: ofPredict.namespace,
    from,
    to: new Date(Date.now() + 60_000).toISOString(),
    limit: '1',
    ...filter,
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

async function isThere(page: Page): Promise<boolean> {
  const answer = await page.request.get(`/api${address}`)
  return ((await answer.json()) as { policy: unknown }).policy !== null // the endpoint's own answer
}

test.describe('faults', () => {
  test.describe.configure({ timeout: 300_000 })

  test('an abort is made with the end that it needs, hits whom it said, and is taken away by hand', async ({
    page,
  }) => {
    await signIn(page, 'operator')
    const since = new Date().toISOString()
    await page.goto(address)
    await page.getByRole('checkbox', { name: 'Abort some of the calls' }).check()
    await type(page, 'Share of the calls', '50')
    await type(page, 'Answer (HTTP status)', '')
    await expect(page.getByText('A value is needed.')).toBeVisible()
    await type(page, 'Answer (HTTP status)', '418')
    await expect(page.getByText(/1 caller makes .* \/s; .* \/s of them are aborted/)).toBeVisible({ timeout: 60_000 })
    const apply = page.getByRole('button', { name: 'Apply', exact: true })
    await expect(apply).toBeDisabled()
    const change = page.getByRole('region', { name: 'Change', exact: true })
    await expect(change).toContainText('It needs a time at which it ends by itself.')
    await page.getByRole('combobox', { name: 'Ends by itself' }).click()
    await page.getByTitle('after 5 minutes').click()
    await expectAccessible(page, 'the editor of a fault')
    await apply.click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })

    await expect
      .poll(() => callsSince(page, since, { outcome: 'fault', status: '418' }), { timeout: 120_000 })
      .toBeGreaterThan(5)
    await page.goto('/meshes/sandbox/faults?namespace=cloud@testing')
    const row = page.getByRole('table', { name: 'Faults' }).getByRole('row').filter({ hasText: 'ocr' })
    await expect(row).toContainText('50 % get 418')
    await expect(row).toContainText('ends')
    await expectAccessible(page, 'the list of faults')

    await page.goto(address)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete fault' }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
    expect(await isThere(page)).toBe(false)
  })

  test('a delay is seen in the calls, and is gone by itself at its end', async ({ page }) => {
    await signIn(page, 'operator')
    const since = new Date().toISOString()
    const answer = await page.request.post('/api/changes', {
      data: {
        title: 'ocr is slow for a moment',
        reason: 'how does predict take it',
        edits: [{ ref: ofPredict, spec: { delay: { percent: 100, ms: 1500 } }, enabled: true, base: 'none' }],
        // The form offers no less than five minutes.
        revertAt: new Date(Date.now() + 20_000).toISOString(),
      },
    })
    expect(answer.ok()).toBe(true)

    await expect.poll(() => callsSince(page, since, { minMs: '1500' }), { timeout: 120_000 }).toBeGreaterThan(5)
    await expect.poll(() => isThere(page), { timeout: 120_000 }).toBe(false)
    const ended = new Date(Date.now() + 2000).toISOString()
    await expect.poll(() => callsSince(page, ended, {}), { timeout: 120_000 }).toBeGreaterThan(20)
    // It met every call; a busy machine lets a few wait by itself.
    const slow = await callsSince(page, ended, { minMs: '1500' })
    expect(slow / (await callsSince(page, ended, {}))).toBeLessThan(0.5)
  })
})
