import { expect, expectAccessible, settled, signIn, test } from './story.ts'

/** The newest Android call from predict to ocr in testing. */
async function androidCall(request: { get(path: string): Promise<{ json(): Promise<unknown> }> }): Promise<string> {
  const filter = 'caller=predict&callee=ocr&namespace=cloud@testing&header=device-os:android&limit=1'
  const page = (await (await request.get(`/api/meshes/sandbox/calls?${filter}`)).json()) as { items: { id: string }[] }
  return page.items[0]?.id ?? ''
}

test('a call says which rule and route handled it, and a rule begins from it', async ({ page }) => {
  test.setTimeout(180_000)
  await signIn(page, 'operator')
  await expect.poll(() => androidCall(page.request), { timeout: 30_000 }).not.toBe('')
  const call = await androidCall(page.request)
  const record = `/meshes/sandbox/calls?callee=ocr&call=${call}`
  await page.goto(record)

  await test.step('the record tells the route with its weight, and the revision', async () => {
    const handled = page.getByRole('region', { name: 'Rules that handled it' })
    await expect(handled).toContainText(/Route \d+, .+ → 1\.0\.\d, weight \d+ %/)
    await expect(handled).toContainText(/in force since \d\d:\d\d:\d\d/)
    await expect(handled.getByRole('link', { name: 'every caller in cloud@testing' })).toBeVisible()
    await expectAccessible(page, 'what handled a call', 'aside')
  })

  const dialog = page.getByRole('dialog', { name: 'Make a rule from this call' })
  /** What the conditions of the editor's open routes compare. */
  const names = page.getByLabel('Name', { exact: true })
  const begin = async (...conditions: string[]) => {
    await page.getByRole('button', { name: 'Rule from this call' }).click()
    for (const condition of conditions) await dialog.getByRole('checkbox', { name: condition }).check()
  }

  await test.step('what the mesh cannot compare is shut and says why; the editor opens with the rest', async () => {
    await begin('device-os is android')
    await expect(dialog.getByRole('checkbox', { name: /^Path is/ })).toBeDisabled()
    await expectAccessible(page, 'a rule from a call', 'dialog')
    await dialog.getByRole('button', { name: 'Open the editor' }).click()
    await expect(page).toHaveURL(/cloud(@|%40)testing\/services\/ocr\/route-rules\/app/)
    await settled(page)
    await expect(names.nth(0)).toHaveValue('device-os')
    await expect(page.getByLabel('Value', { exact: true }).first()).toHaveValue('android')
    await expect(page.getByRole('button', { name: 'Open route Everything else' })).toBeVisible()
  })

  await test.step('a second one is added to the draft, of which nothing is lost', async () => {
    await page.goto(record)
    await begin('app-version is')
    await expect(dialog).toContainText('You have a draft of this rule')
    await dialog.getByRole('button', { name: 'Open the editor' }).click()
    await expect(names.nth(0)).toHaveValue('app-version')
    await expect(names.nth(1)).toHaveValue('device-os')
    await page.getByRole('button', { name: 'Discard edits' }).click()
    await expect(page.getByText('No edits yet')).toBeVisible()
  })

  await test.step('a limit of the caller is one question away', async () => {
    await page.goto(record)
    await page.getByRole('button', { name: 'Rule from this call' }).click()
    await dialog.getByText('Limit calls like this').click()
    await dialog.getByRole('radio', { name: /^Calls from predict/ }).check()
    await dialog.getByRole('button', { name: 'Open the editor of the limit' }).click()
    await expect(page).toHaveURL(/services\/ocr\/rate-limits\/from(:|%3A)predict/)
    await settled(page)
  })
})
