import { expect, signIn, test } from './story.ts'

test('the graph is walked by keyboard, its table says the same, and the address restores what was open', async ({
  page,
}) => {
  await signIn(page, 'operator')
  await page.goto('/meshes/sandbox/topology?namespace=cloud%40production')
  const graph = page.getByRole('listbox', { name: /Service graph/ })
  await expect(graph).toBeVisible()
  await expect(graph.getByRole('option', { name: /^portal,/ })).toBeAttached()

  await graph.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/select=/)
  const panel = page.getByRole('complementary').last()
  await expect(panel).toBeVisible()
  await expect(panel.getByRole('heading', { name: 'Traffic' })).toBeVisible()
  const title = await panel.getByRole('heading').first().innerText()

  await page.reload()
  await expect(page.getByRole('complementary').last().getByRole('heading').first()).toHaveText(title)

  const plates = await graph.getByRole('option').count()
  await page.getByRole('complementary').last().press('Escape')
  await expect(page).not.toHaveURL(/select=/)
  await page
    .getByRole('link', { name: 'Table' })
    .or(page.getByText('Table', { exact: true }))
    .first()
    .click()
  const rows = page.getByRole('table', { name: 'Services and callers' }).getByRole('row')
  await expect(rows.filter({ hasText: 'portal' }).first()).toBeVisible()
  expect(await rows.count()).toBeGreaterThanOrEqual(Math.min(plates, 9))
})
