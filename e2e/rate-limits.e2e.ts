import { expect, expectAccessible, settled, signIn, test, world } from './story.ts'

const namespace = 'cloud@testing'
const ocr = `/meshes/sandbox/namespaces/${namespace}/services/ocr`

// Both stories stay in `testing`, where clients call predict and predict calls ocr.

test('a person tries a limit on recorded calls, saves it, and sees calls refused until it is deleted', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await signIn(page, 'operator')

  await test.step('asks for a new limit from the list', async () => {
    await page.goto(`/meshes/sandbox/rate-limits?namespace=${namespace}`)
    await settled(page)
    await expectAccessible(page, 'the list of limits')
    await page.getByRole('button', { name: 'New rate limit' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: /service/i }).click()
    await page.getByTitle('ocr', { exact: true }).click()
    await dialog.getByRole('radio', { name: /Every caller together/ }).check()
    await expect(dialog.getByText(/drops every call that a match group takes/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Open the editor' }).click()
  })

  await test.step('reads who counts and what a refused caller gets', async () => {
    await page.getByLabel('Calls', { exact: true }).fill('1')
    await expect(page.getByText('The proxy of ocr, when the call has arrived.')).toBeVisible()
    await expect(page.getByText(/1 × (\d+) sidecars of ocr = \1 calls a second/)).toBeVisible()
    await expect(page.getByText(/a refused caller gets 502/)).toBeVisible()
    await expect(page.getByLabel('At once, by itself')).toHaveValue('10')
  })

  await test.step('sees whose calls it would have refused', async () => {
    const rail = page.getByRole('region', { name: 'Tried on recorded calls' })
    await expect(rail.getByText(/calls would have been refused/)).toBeVisible({ timeout: 60_000 })
    await expect(rail.getByRole('rowheader', { name: 'predict' })).toBeVisible()
    await rail.getByRole('button', { name: 'Show as a table' }).click()
    await expect(rail.getByRole('columnheader', { name: 'Minute' })).toBeVisible()
    await expectAccessible(page, 'the editor of a limit')
  })

  await test.step('applies it, and the calls show it', async () => {
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/)
    await expect.poll(() => levelOf(page.url(), page), { timeout: 60_000 }).toBe('observed')
  })

  await test.step('deletes it, and the calls come through again', async () => {
    await page.goto(`${ocr}/rate-limits/all`)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete, nothing is refused by it any more' }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/)
    await expect.poll(() => kieText('cse.flowcontrol.Provider.qps.global.limit')).not.toContain('"ocr"')
    await expect.poll(() => refusedSince(page, new Date(Date.now() - 1500)), { timeout: 30_000 }).toBe(0)
  })
})

test('a person blocks one caller for what it is, a limit of 0, and takes it back', async ({ page }) => {
  test.setTimeout(180_000)
  await signIn(page, 'operator')
  await page.goto(`${ocr}/rate-limits/from:predict`)

  await page.getByRole('button', { name: 'Block predict: limit of 0' }).click()
  await expect(page.getByText('A limit of 0: every one of these calls is refused.')).toBeVisible()
  await page.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(page).toHaveURL(/\/changes\/CR-\d+/)
  const change = page.url()
  await expect.poll(() => kieText('cse.flowcontrol.Provider.qps.limit.predict')).toContain('"value": "0"')
  await expect.poll(() => levelOf(change, page), { timeout: 60_000 }).toBe('observed')

  await page.goto(`${ocr}/rate-limits/from:predict`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete, nothing is refused by it any more' }).click()
  await expect(page).toHaveURL(/\/changes\/CR-\d+/)
  await expect.poll(() => refusedSince(page, new Date(Date.now() - 1500)), { timeout: 30_000 }).toBe(0)
})

type Page = Parameters<typeof signIn>[0]

/** How far a change is proven by now. */
async function levelOf(url: string, page: Page): Promise<string> {
  const answer = await page.request.get(`/api/changes/${new URL(url).pathname.split('/').at(-1)}`)
  return ((await answer.json()) as { proof: { level: string } }).proof.level
}

/** Calls to ocr that were refused since a moment. */
async function refusedSince(page: Page, since: Date): Promise<number> {
  const window = { from: since.toISOString(), to: new Date().toISOString() }
  const query = new URLSearchParams({ callee: 'ocr', namespace, outcome: 'limited', ...window })
  const answer = await page.request.get(`/api/meshes/sandbox/calls?${query}`)
  return ((await answer.json()) as { total: number }).total
}

const kieText = async (key: string): Promise<string> =>
  (await fetch(`${world().kie}/v1/default/kie/kv?key=${key}&label=environment:testing`)).text()
