import type { Page } from '@playwright/test'
import { expect, expectAccessible, settled, signIn, test } from './story.ts'

const namespace = 'cloud@testing'
const ocr = `/meshes/sandbox/namespaces/${namespace}/services/ocr`

/** Calls that reached ocr in testing since an instant; of one instance where that is said. */
async function callsSince(page: Page, from: string, instance?: string): Promise<number> {
  const query = new URLSearchParams({
    callee: 'ocr',
    namespace,
    from,
    to: new Date(Date.now() + 60_000).toISOString(),
    limit: '1',
    ...(instance === undefined ? {} : { instance }),
  })
  const answer = await page.request.get(`/api/meshes/sandbox/calls?${query}`)
  return ((await answer.json()) as { total: number }).total // the endpoint's own answer
}

interface Detail {
  value: { detail: { version: string; instances: { id: string; host: string }[] }[] }
}

test.describe('instances', () => {
  test.describe.configure({ timeout: 300_000 })

  test('an instance that is taken out gets no more calls, and gets them again when it is back', async ({ page }) => {
    await signIn(page, 'operator')
    const answer = await page.request.get(`/api${ocr}`)
    const { value } = (await answer.json()) as Detail // the endpoint's own answer
    // The version that gets the calls; the other one may have none.
    const stable = value.detail.find(({ version }) => version === '1.0.0')
    const [instance] = stable?.instances ?? []
    if (!instance) throw new Error('ocr has no instance')
    await page.goto(ocr)
    await settled(page)
    await page.getByRole('button', { name: `Take out ${instance.host}` }).click()
    const question = page.getByRole('dialog')
    await expect(question).toContainText(/\d of \d instances of ocr are ready then/)
    await expect(question).toContainText(/About .* \/s move to the others/)
    await expect(question).toContainText('look at the registry every 3 s', { timeout: 60_000 })
    await expect(question).toContainText('value=OUTOFSERVICE')
    await expectAccessible(page, 'the question before an instance is taken out')
    await question.getByRole('button', { name: /^Take out, .* \/s move$/ }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })

    const since = async (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
    const quiet = async () => {
      const from = await since(-5000)
      return (await callsSince(page, from)) > 5 && (await callsSince(page, from, instance.id)) === 0
    }
    await expect.poll(quiet, { timeout: 120_000 }).toBe(true)

    await page.goto(ocr)
    await settled(page)
    await expect(page.getByRole('row').filter({ hasText: instance.host })).toContainText('Out of service')
    await page.getByRole('button', { name: `Bring back ${instance.host}` }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Bring back, / })
      .click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/, { timeout: 60_000 })
    const back = await since(0)
    await expect.poll(() => callsSince(page, back, instance.id), { timeout: 120_000 }).toBeGreaterThan(0)
  })

  test('the graph offers the same for what is open in it', async ({ page }) => {
    await signIn(page, 'operator')
    await page.goto('/meshes/sandbox/topology?namespace=cloud@testing&view=table')
    await settled(page)
    await page.getByRole('row').filter({ hasText: 'ocr' }).first().click()
    const panel = page.getByRole('complementary')
    await panel
      .getByRole('button', { name: /^Take out / })
      .first()
      .click()

    await expect(page.getByRole('dialog')).toContainText(/instances of ocr are ready then/)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})
