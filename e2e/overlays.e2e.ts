import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './story.ts'

/** A form that adds a condition, and the lists that it drops down, which hang elsewhere in the page. */
const builderParts = 'form, .ant-select-dropdown'

const editor = '/meshes/sandbox/namespaces/cloud@production/services/ocr/route-rules/app'

const testing = '/meshes/sandbox/namespaces/cloud@testing/services/ocr/route-rules/app'

/** Opens a menu of the top bar, reads it, and leaves it with Escape. */
async function readMenu(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('banner').getByRole('button', { name })
  await button.click()
  const menu = page.getByRole('menu', { name })
  await expect(menu).toBeVisible()
  await expectAccessible(page, `menu ${name}`, 'header')
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(button).toBeFocused()
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme })

    test('menus, palette and key list open, can be read by everybody, and give the focus back', async ({ page }) => {
      await signIn(page, 'admin')
      for (const menu of [/^Scope/, /^Window/, /^Language/, /^Theme/, /^Account/]) await readMenu(page, menu)

      await page.keyboard.press('Control+k')
      const palette = page.getByRole('dialog', { name: 'Search or run a command' })
      await expect(palette.getByRole('combobox')).toBeFocused()
      await expectAccessible(page, 'palette', 'dialog')
      await palette.getByRole('combobox').fill('ocr')
      await expect(palette.getByRole('option').first()).toContainText('ocr')
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(/\/services\/ocr/)
      await expect(palette).toHaveCount(0)

      await page.keyboard.press('?')
      const keys = page.getByRole('dialog', { name: 'Keys' })
      await expect(keys).toBeVisible()
      await expectAccessible(page, 'key list', 'dialog')
      await page.keyboard.press('Escape')
      await expect(keys).toHaveCount(0)
    })

    test('a condition is built from what was frequent, and the address restores list and open call', async ({
      page,
    }) => {
      await signIn(page, 'operator')
      await page.goto('/meshes/sandbox/calls')
      await page.getByRole('button', { name: 'Condition', exact: true }).click()
      const builder = page.getByRole('form', { name: 'Add a condition' })
      const field = builder.getByRole('combobox', { name: 'Field' })
      await field.click()
      // The list is longer than its window: going up from the first field comes to the last.
      await page.keyboard.press('ArrowUp')
      await expect(page.getByRole('option', { name: 'Token fingerprint', exact: true })).toBeAttached()
      await expectAccessible(page, 'all fields of a condition', builderParts)
      await field.fill('Callee')
      await expect(page.getByRole('option', { name: 'Callee', exact: true })).toBeAttached()
      await expectAccessible(page, 'fields of a condition', builderParts)
      await page.keyboard.press('Enter')
      await builder.getByRole('combobox', { name: 'Value' }).fill('vpc')
      await expectAccessible(page, 'values of a condition', builderParts)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await builder.getByRole('button', { name: 'Add condition' }).click()
      await expect(page).toHaveURL(/callee=vpc/)

      const rows = page.getByRole('grid', { name: /Call records/ }).getByRole('row')
      await expect(rows.nth(1)).toContainText('vpc')
      await rows.nth(1).click()
      const drawer = page.getByRole('complementary').filter({ hasText: 'Token fingerprint' })
      await expect(drawer.getByRole('heading', { name: 'Headers' })).toBeVisible()
      await expectAccessible(page, 'open call', 'aside')
      const title = await drawer.getByRole('heading', { level: 2 }).innerText()

      await page.reload()
      await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(title)
      await expect(page.getByRole('button', { name: /Change: Callee is vpc/ })).toBeVisible()
      await page.getByRole('button', { name: 'Close' }).click()
      await expect(page).not.toHaveURL(/call=/)
    })

    test('what opens beside the graph can be read by everybody', async ({ page }) => {
      await signIn(page, 'operator')
      await page.goto('/meshes/sandbox/topology?namespace=cloud%40production&select=cloud%40production%2Focr')
      const panel = page.getByRole('complementary').filter({ hasText: 'Over time' })
      await expect(panel.getByRole('heading', { name: 'Rules in force' })).toBeVisible()
      await expectAccessible(page, 'panel of the graph', 'aside')
    })

    test('the bars as a table can be read by everybody', async ({ page }) => {
      await signIn(page, 'operator')
      await page.goto('/meshes/sandbox/calls?callee=vpc')
      await page.getByRole('button', { name: 'As a table (t)' }).click()
      await expect(page.getByRole('columnheader', { name: 'refused by a rule' })).toBeVisible()
      await expectAccessible(page, 'bars as a table')
    })

    test('a change can be read by everybody', async ({ page }) => {
      test.setTimeout(180_000)
      await signIn(page, 'operator')
      await page.goto(testing)
      await page.getByRole('button', { name: 'Add route on top' }).click()
      await page.getByLabel('Name', { exact: true }).fill('x-tenant-id')
      await page.getByLabel('Value').fill(`t-${theme}`)
      await page.getByRole('button', { name: 'Apply', exact: true }).click()
      await expect(page.getByText(/Live on (\d+) of \1 sidecars/)).toBeVisible({ timeout: 60_000 })
      await expectAccessible(page, 'change')
      await page.goto(testing)
      await page.getByRole('button', { name: 'Remove route' }).first().click()
      await page.getByRole('button', { name: 'Apply', exact: true }).click()
      await expect(page).toHaveURL(/\/changes\/CR-/)
    })

    test('an open route, its choices and the question before a rule is deleted can be read by everybody', async ({
      page,
    }) => {
      await signIn(page, 'admin')
      await page.goto(editor)
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      const question = page.getByRole('dialog', { name: 'Delete the route rule of ocr' })
      await expect(question).toBeVisible()
      await expectAccessible(page, 'question before deleting', 'dialog')
      await question.getByRole('button', { name: 'Cancel' }).click()
      await expect(question).toBeHidden()

      await page.getByRole('button', { name: 'Add route on top' }).click()
      await expect(page.getByLabel('Name of the route')).toBeVisible()
      await expectAccessible(page, 'open route')
      await page.getByRole('combobox', { name: 'Field' }).click()
      await expect(page.getByRole('option').first()).toBeAttached()
      await expectAccessible(page, 'fields of a route')
      await page.keyboard.press('Escape')
      await page.getByRole('combobox', { name: 'Operator' }).click()
      await expect(page.getByRole('option', { name: 'is not', exact: false }).first()).toBeAttached()
      await expectAccessible(page, 'operators of a route')
      await page.keyboard.press('Escape')
      await page.getByText('Text', { exact: true }).click()
      await expectAccessible(page, 'native text')
      await page.getByText('Form', { exact: true }).click()
      await page.getByRole('button', { name: 'Discard edits' }).click()
      await expect(page.getByText('No edits yet')).toBeVisible()
    })
  })
}
