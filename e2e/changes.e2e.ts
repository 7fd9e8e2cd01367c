import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './story.ts'

const rule = '/api/meshes/sandbox/namespaces/cloud@testing/services/ocr/route-rules/app'

const share = (weight: number) => ({
  routes: [
    {
      name: 'everything',
      match: { any: [] },
      destinations: [
        { labels: { version: '1.0.0' }, weight: 100 - weight },
        { labels: { version: '1.0.1' }, weight },
      ],
    },
  ],
})

/** Applies a rule as the signed-in person's script would; answers the change's number. */
async function apply(page: Page, title: string, weight: number, revertAt?: string): Promise<string> {
  const { policy } = (await (await page.request.get(rule)).json()) as { policy: { ref: object; base: string } } // the endpoint's own answer
  const edits = [{ ref: policy.ref, spec: share(weight), enabled: true, base: policy.base }]
  const answer = await page.request.post('/api/changes', { data: { title, edits, revertAt } })
  expect(answer.status()).toBe(200)
  return ((await answer.json()) as { id: string }).id // as above
}

const weightsNow = async (page: Page): Promise<string> => {
  const { policy } = (await (await page.request.get(rule)).json()) as { policy: { native: { text: string }[] } } // as above
  return policy.native.map(({ text }) => text).join()
}

test('a person sees when a change ends by itself, ends it now, and finds the change that took it back', async ({
  page,
}) => {
  await signIn(page, 'operator')
  const before = await weightsNow(page)
  const id = await apply(page, 'A tenth for half an hour', 10, new Date(Date.now() + 1_800_000).toISOString())

  await page.goto('/changes')
  await expect(page.getByRole('row', { name: new RegExp(`^${id} `) })).toContainText('in 30 minutes')
  await page.getByRole('link', { name: id, exact: true }).click()
  const end = page.getByRole('region', { name: 'Ends by itself' })
  await expect(end).toContainText('Taken back in 30 minutes')
  await end.getByRole('button', { name: 'End now' }).click()
  await expect(page.getByRole('dialog', { name: `End ${id} now?` })).toContainText(
    'goes back to what stood there before',
  )
  await expectAccessible(page, 'ending a change')
  await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click()

  await expect(end.getByText('Taken back', { exact: true })).toBeVisible()
  expect(await weightsNow(page)).toBe(before)
  await end.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Revert ${id}: A tenth for half an hour`)
  await expect(page.getByText(`Reverts ${id}`)).toBeVisible()
})

test('a person reverts a change after reading what that writes, and a change that was built upon is not reverted', async ({
  page,
}) => {
  await signIn(page, 'operator')
  const before = await weightsNow(page)
  const first = await apply(page, 'A fifth', 20)
  const second = await apply(page, 'Two fifths', 40)

  await page.goto(`/changes/${first}`)
  await page.getByRole('button', { name: 'Revert' }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText(`changed it with ${second}`)
  await expect(question.getByRole('button', { name: 'Revert' })).toHaveCount(0)
  await question.getByRole('button', { name: 'Close' }).last().click()

  for (const [id, title] of [
    [second, 'Two fifths'],
    [first, 'A fifth'],
  ] as const) {
    await page.goto(`/changes/${id}`)
    await page.getByRole('button', { name: 'Revert' }).click()
    await expect(question).toContainText('Documents in the mesh: 1 changed, 0 created, 0 removed.')
    await expectAccessible(page, 'reverting a change')
    await question.getByLabel('Reason').fill('only a try')
    await question.getByRole('button', { name: 'Revert' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`Revert ${id}: ${title}`)
    await page.getByRole('link', { name: id, exact: true }).click()
    await expect(page.getByText(/^Reverted by CR-\d+$/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Revert' })).toHaveCount(0)
  }
  expect(await weightsNow(page)).toBe(before)
})
