import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './story.ts'

const production = '/meshes/sandbox/namespaces/cloud@production/services/ocr/route-rules/app'
const testing = '/meshes/sandbox/namespaces/cloud@testing/services/ocr/route-rules/app'

test('a person orders routes by dragging and by keys, and sees the order in what would be written', async ({
  page,
}) => {
  await signIn(page, 'operator')
  await page.goto(production)
  for (const [name, header] of [
    ['First', 'x-first'],
    ['Second', 'x-second'],
  ] as const) {
    await page.getByRole('button', { name: 'Add route on top' }).click()
    await page.getByLabel('Name of the route').first().fill(name)
    await page.getByLabel('Name', { exact: true }).first().fill(header)
    await page.getByRole('button', { name: `Close route ${name}` }).click()
  }
  const order = page.getByRole('button', { name: /^Open route/ })
  const names = async () => (await order.allTextContents()).map((text) => text.trim())
  await expect.poll(names).toEqual(['Second', 'First', 'Everything else'])

  await test.step('a drag puts a route where the line is', async () => {
    const from = await page.getByRole('button', { name: /^First, 2 of 3/ }).boundingBox()
    const to = await page.getByRole('button', { name: /^Second, 1 of 3/ }).boundingBox()
    await page.mouse.move(from!.x + 6, from!.y + 10)
    await page.mouse.down()
    await page.mouse.move(to!.x + 6, to!.y - 4, { steps: 6 })
    await page.mouse.up()
    await expect.poll(names).toEqual(['First', 'Second', 'Everything else'])
  })

  await test.step('a drag that Escape ends moves nothing', async () => {
    const from = await page.getByRole('button', { name: /^First, 1 of 3/ }).boundingBox()
    await page.mouse.move(from!.x + 6, from!.y + 10)
    await page.mouse.down()
    await page.mouse.move(from!.x + 6, from!.y + 200, { steps: 6 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect.poll(names).toEqual(['First', 'Second', 'Everything else'])
  })

  await test.step('arrow keys move it step by step and keep the focus', async () => {
    await page.getByRole('button', { name: /^First, 1 of 3/ }).focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('button', { name: /^First, 2 of 3/ })).toBeFocused()
    await expect.poll(names).toEqual(['Second', 'First', 'Everything else'])
  })

  await test.step('the documents say the same order', async () => {
    const difference = page.getByRole('complementary', { name: 'Checks' })
    await expect
      .poll(async () => {
        const text = (await difference.innerText()).toLowerCase()
        return [text.indexOf('x-second') > 0, text.indexOf('x-second') < text.indexOf('x-first')]
      })
      .toEqual([true, true])
  })
  await expectAccessible(page, 'ordered routes')
  await page.getByRole('button', { name: 'Discard edits' }).click()
  await expect(page.getByText('No edits yet')).toBeVisible()
})

test('a canary from a template is live in testing within two minutes, and the calls show it', async ({ page }) => {
  test.setTimeout(180_000)
  await signIn(page, 'operator')
  await page.goto(testing)
  await page.getByRole('button', { name: 'Templates' }).click()
  await expectAccessible(page, 'templates')
  await page.getByRole('button', { name: 'Use Canary by weight' }).click()
  await expect(page.getByRole('spinbutton', { name: 'Weight of 1.0.1' })).toHaveValue('5')
  await expect(page.getByRole('spinbutton', { name: 'Weight of 1.0.0' })).toHaveValue('95')

  const weight = page.getByRole('spinbutton', { name: 'Weight of 1.0.1' })
  await weight.fill('30')
  await weight.press('Tab')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/\/changes\/CR-\d+/)
  await expect(page.getByText(/Live on (\d+) of \1 sidecars/)).toBeVisible({ timeout: 60_000 })
  const shares = page.getByRole('table', { name: 'Asked and observed' })
  const cells = shares.getByRole('row').filter({ hasText: '1.0.1' }).getByRole('cell')
  await expect(cells.nth(2)).toHaveText('30 %')
  await expect(cells.nth(4)).toHaveText(/^(2\d|3\d)(\.\d+)? %$/, { timeout: 90_000 })
})

test('where a proxy does not know its caller, a rule for that caller alone is one question away', async ({ page }) => {
  await signIn(page, 'operator')
  await page.goto(production)
  await page.getByRole('button', { name: 'Templates' }).click()
  await page.getByRole('button', { name: 'Rule for one caller' }).click()
  const question = page.getByRole('dialog', { name: 'New route rule' })
  await expect(question.getByRole('radio', { name: /^One caller/ })).toBeChecked()
  await question.getByRole('combobox', { name: 'Caller' }).click()
  await page.getByRole('option', { name: 'predict' }).or(page.getByTitle('predict')).first().click()
  await expectAccessible(page, 'question for a scope', 'dialog')
  await question.getByRole('button', { name: 'Open the editor' }).click()

  await expect(page).toHaveURL(/route-rules\/caller(:|%3A)predict/)
  await page.getByRole('button', { name: 'Use Same label' }).click()
  await expect(page.getByRole('complementary', { name: 'Checks' })).toContainText('zone')
})

test('form and native text follow each other, and what cannot be read is kept until it can', async ({ page }) => {
  test.setTimeout(300_000)
  await signIn(page, 'operator')
  await page.goto(testing)
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Both', { exact: true }).click()
  const text = page.getByRole('textbox', { name: 'servicecomb.routeRule.ocr' })
  await expect(text).toContainText('weight: 100')

  await test.step('the text follows the form', async () => {
    await page.getByRole('button', { name: 'Add route on top' }).click()
    await page.getByLabel('Name', { exact: true }).first().fill('x-first')
    await page.getByLabel('Value', { exact: true }).first().fill('here')
    await expect(text).toContainText('X-First')
  })

  await test.step('the form follows the text', async () => {
    await typeOver(page, text, 'here', 'there')
    await expect(page.getByLabel('Value', { exact: true }).first()).toHaveValue('there')
    await expect(page.getByRole('complementary', { name: 'Checks' })).toContainText('exact: "there"')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByLabel('Value', { exact: true }).first()).toHaveValue('here')
  })

  await test.step('a text that is no YAML says where, shuts the form and the way to apply it', async () => {
    await typeOver(page, text, 'here', 'he"re')
    await expect(page.getByRole('alert')).toContainText('cannot be read from line')
    await expect(page.getByLabel('Value', { exact: true }).first()).toHaveValue('here')
    await expect(page.getByLabel('Value', { exact: true }).first()).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Apply' })).toBeDisabled()
    await expectAccessible(page, 'a text that cannot be read')
    await expect(page.getByText(/Draft saved/)).toBeVisible()
  })

  await test.step('the draft keeps it, and dropping it brings back what the form says', async () => {
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('cannot be read from line')
    await page.getByRole('radiogroup', { name: 'View' }).getByText('Text', { exact: true }).click()
    await expect(text).toContainText('he"re')
    await page.getByRole('button', { name: 'Drop the text' }).click()
    await expect(text).toContainText('"here"')
    await expect(text).not.toContainText('he"re')
    await expect(page.getByRole('button', { name: 'Apply' })).toBeEnabled()
  })
  await page.getByRole('button', { name: 'Discard edits' }).click()
  await expect(page.getByText('No edits yet')).toBeVisible()
})

test('what is typed stays when the language changes, and when the window becomes too narrow for a while', async ({
  page,
}) => {
  await signIn(page, 'operator')
  await page.goto(testing)
  await page.getByRole('button', { name: 'Add route on top' }).click()
  await page.getByLabel('Name', { exact: true }).first().fill('x-kept')
  await page.getByLabel('Value', { exact: true }).first().fill('here')
  await expect(page.getByText(/Draft saved/)).toBeVisible()

  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '简体中文' }).click()
  await expect(page.getByRole('button', { name: '放弃修改' })).toBeVisible()
  await expect(page.getByLabel('值', { exact: true }).first()).toHaveValue('here')
  await page.getByRole('button', { name: '语言' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()

  const reason = page.getByLabel('Reason', { exact: true })
  await reason.fill('A tenant asked for it.')
  await page.getByLabel('Value', { exact: true }).first().fill('there')
  await page.setViewportSize({ width: 800, height: 800 })
  await expect(page.getByText(/The editor needs a window of 1024 px/)).toBeVisible()
  await expect(reason).toBeHidden()
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(page.getByLabel('Value', { exact: true }).first()).toHaveValue('there')
  await expect(reason).toHaveValue('A tenant asked for it.')

  await test.step('what was typed a moment before another page is opened is kept', async () => {
    const kept = page.waitForResponse(
      (response) =>
        response.request().method() === 'PUT' && (response.request().postData()?.includes('"at-last"') ?? false),
    )
    await page.getByLabel('Value', { exact: true }).first().fill('at-last')
    await page.getByRole('main').getByRole('link', { name: 'Route rules', exact: true }).click()
    await expect(page).toHaveURL(/\/route-rules(\?|$)/)
    await kept
    await page.goBack()
    await expect(page.getByLabel('Value', { exact: true }).first()).toHaveValue('at-last')
  })

  await page.getByRole('button', { name: 'Discard edits' }).click()
  await expect(page.getByText('No edits yet')).toBeVisible()
})

test('a condition that cannot be is marked at its field, with the reason below', async ({ page }) => {
  await signIn(page, 'operator')
  await page.goto(testing)
  await page.getByRole('button', { name: 'Add route on top' }).click()
  const [name, value] = [
    page.getByLabel('Name', { exact: true }).first(),
    page.getByLabel('Value', { exact: true }).first(),
  ]
  await name.fill('two words')
  await value.fill('here')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(value).not.toHaveAttribute('aria-invalid')
  await expect(page.getByText('“two words” cannot be the name of a header.').first()).toBeVisible()

  await name.fill('x-first')
  await expect(name).not.toHaveAttribute('aria-invalid')
  await page.getByRole('button', { name: 'Discard edits' }).click()
  await expect(page.getByText('No edits yet')).toBeVisible()
})

/** Marks a quoted word of a text and types another one in its place. */
async function typeOver(page: Page, text: Locator, word: string, by: string): Promise<void> {
  await text.getByText(`"${word}"`, { exact: true }).first().dblclick()
  await page.keyboard.type(by)
}
