import type { Page } from '@playwright/test'
import { expect, expectAccessible, settled, signIn, test } from './story.ts'

/** The newest call that meets a filter; empty where there is none yet. */
async function newestCall(page: Page, filter: string): Promise<string> {
  const answer = await page.request.get(`/api/meshes/sandbox/calls?${filter}&limit=1`)
  const { items } = (await answer.json()) as { items: { id: string }[] } // the endpoint's own answer
  return items[0]?.id ?? ''
}

const android = 'caller=predict&callee=ocr&namespace=cloud@testing&header=device-os:android'
const toBilling = 'callee=billing&namespace=cloud@production'

test('a call says which rule and route handled it, and a rule begins from it', async ({ page }) => {
  test.setTimeout(300_000)
  await signIn(page, 'operator')
  await expect.poll(() => newestCall(page, android), { timeout: 30_000 }).not.toBe('')
  const call = await newestCall(page, android)
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

  await test.step('so is one for calls that share traits, where the called side has match groups', async () => {
    await page.goto(record)
    await page.getByRole('button', { name: 'Rule from this call' }).click()
    await dialog.getByText('Limit calls like this').click()
    await expect(dialog.getByRole('radio', { name: /^Calls that share traits/ })).toBeDisabled()

    const billed = await newestCall(page, toBilling)
    await page.goto(`/meshes/sandbox/calls?callee=billing&call=${billed}`)
    await page.getByRole('button', { name: 'Rule from this call' }).click()
    await dialog.getByText('Limit calls like this').click()
    await dialog.getByRole('radio', { name: /^Calls that share traits/ }).check()
    await dialog.getByRole('checkbox', { name: /^Path is/ }).check()
    await dialog.getByRole('checkbox', { name: /^Method is/ }).check()
    await dialog.getByRole('textbox', { name: 'Name of the group of such calls' }).fill('like-this')
    await expectAccessible(page, 'a limit from a call', 'dialog')
    await dialog.getByRole('button', { name: 'Open the editor of the limit' }).click()
    await expect(page).toHaveURL(/services\/billing\/rate-limits\/group(:|%3A)like-this/)
    await expect(page.getByLabel('Value', { exact: true })).toHaveCount(2)
    await expect(page.getByText('Say how many calls are let through, as a whole number.')).toBeVisible()
    await page.getByRole('button', { name: 'Discard edits' }).click()
    await expect(page.getByRole('button', { name: 'Discard edits' })).toHaveCount(0)
  })
})
