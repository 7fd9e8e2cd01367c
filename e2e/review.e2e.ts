import {
  apart,
  askFor,
  becomeOn,
  changeNow,
  editor,
  editsTo,
  endReviews,
  propose,
  share,
  textNow,
  versionsKnown,
} from './ocr-rule.ts'
import { expect, expectAccessible, settled, signIn, test } from './story.ts'

test.describe('where one approval is needed', () => {
  // What is still asked for while one person leaves and the next one comes.
  test.use({ expectedProblems: [/status of 401/] })

  test.beforeEach(({ playwright }) => askFor(1, playwright))
  test.afterEach(({ playwright }) => endReviews(playwright))

  test('an operator proposes and cannot approve, an approver judges it on a phone, and it is proven', async ({
    page,
    playwright,
  }) => {
    test.setTimeout(240_000)
    await signIn(page, 'operator')
    await versionsKnown(page)
    await page.goto(editor)
    await page.getByRole('button', { name: 'Add route on top' }).click()
    await page.getByLabel('Name', { exact: true }).fill('x-tenant-id')
    await page.getByLabel('Value').fill('t-review')
    await expect(page.getByText('testing asks for the role Approver')).toBeVisible()
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await expect(page).toHaveURL(/\/changes\/CR-\d+/)
    const id = /CR-\d+/.exec(page.url())?.[0] ?? ''

    const decision = page.getByRole('region', { name: 'Decision' })
    await expect(decision.getByRole('button', { name: 'Approve' })).toBeDisabled()
    await expect(decision).toContainText('Whoever contributed')
    await expectAccessible(page, 'own change in review')
    const operator = await apart(playwright, 'operator')
    const { hash } = await changeNow(operator, id)
    expect((await operator.post(`/api/changes/${id}/approve`, { data: { hash } })).status()).toBe(403)
    expect((await operator.post(`/api/changes/${id}/apply`)).status()).toBe(409)

    await page.setViewportSize({ width: 390, height: 844 })
    await becomeOn(page, 'approver')
    await page.getByRole('link', { name: /^Waiting for me: \d+ to review$/ }).click()
    await settled(page)
    await page.getByRole('link', { name: new RegExp(`^${id} `) }).click()
    await settled(page)
    await expect(page.getByRole('region', { name: 'What changes' })).toContainText('x-tenant-id')
    await expect(page.getByRole('region', { name: 'Impact' })).toContainText('calls')
    await expect(page.getByRole('region', { name: 'Blast radius' })).toContainText('ocr gets')
    await expect(decision).toContainText('Base unchanged')
    await expect(decision).toContainText(hash.slice(0, 8))
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wider).toBeLessThanOrEqual(0)

    await page
      .getByRole('button', { name: /^Comment on line \d+$/ })
      .first()
      .click()
    await page.getByLabel('Comment', { exact: true }).fill('Only this tenant, good.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByRole('link', { name: /^line \d+$/ })).toBeVisible()
    await expectAccessible(page, 'change to review on a phone')

    await decision.getByRole('button', { name: 'Approve' }).click()
    const question = page.getByRole('dialog', { name: `Approve ${id}?` })
    await expect(question).toContainText('the last approval')
    await expectAccessible(page, 'approving', 'dialog')
    await question.getByRole('button', { name: 'Approve and apply now' }).click()
    await expect(page.getByText(/Live on (\d+) of \1 sidecars/)).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('region', { name: 'Review' })).toContainText('approved round 1')
    await operator.dispose()
  })

  test('what is sent back waits for its author, who edits it as another round', async ({ page, playwright }) => {
    test.setTimeout(180_000)
    const operator = await apart(playwright, 'operator')
    const id = await propose(operator, 'A tenth to 1.0.1', await editsTo(operator, 10))

    await signIn(page, 'approver')
    await page.goto(`/changes/${id}`)
    await expect(page.getByRole('button', { name: 'Send back' })).toBeEnabled()
    await page.keyboard.press('Shift+A')
    const question = page.getByRole('dialog', { name: `Send ${id} back?` })
    await expect(question.getByRole('button', { name: 'Send back' })).toBeDisabled()
    await question.getByLabel('What is to be changed, or why not').fill('Half of that is enough.')
    await expectAccessible(page, 'sending back', 'dialog')
    await question.getByRole('button', { name: 'Send back' }).click()
    await expect(page.getByRole('region', { name: 'Review' })).toContainText('Half of that is enough.')

    await becomeOn(page, 'operator')
    await versionsKnown(page)
    await page.goto('/inbox')
    await expect(page.getByRole('region', { name: /^Sent back to you/ })).toContainText(id)
    await page.getByRole('link', { name: new RegExp(`^${id} `) }).click()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await expect(page.getByText(`You edit what ${id} asks for`)).toBeVisible()
    await page.getByRole('button', { name: 'Add route on top' }).click()
    await page.getByLabel('Name', { exact: true }).fill('x-tenant-id')
    await page.getByLabel('Value').fill('t-again')
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await expect(page).toHaveURL(new RegExp(`/changes/${id}`))
    expect(await changeNow(operator, id)).toMatchObject({ state: 'in_review', round: 2 })

    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Withdraw' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await expect(page.getByText('Withdrawn', { exact: true }).first()).toBeVisible()
    await operator.dispose()
  })

  test('of a change of several policies each can be edited, and the others stay in it', async ({
    page,
    playwright,
  }) => {
    test.setTimeout(180_000)
    const operator = await apart(playwright, 'operator')
    const [route] = await editsTo(operator, 10)
    const limit = { ...route, ref: { ...route?.ref, kind: 'rate-limits' }, spec: { limit: 200, per: 1 }, base: 'none' }
    const id = await propose(operator, 'A tenth, and a limit', [route, limit])

    await signIn(page, 'operator')
    await versionsKnown(page)
    await page.goto(`/changes/${id}`)
    await page.getByRole('button', { name: 'Edit a policy of it' }).click()
    await expectAccessible(page, 'choosing which policy is edited')
    await page.getByRole('menuitem', { name: /^ocr, rate limit/ }).click()
    await expect(page.getByText(`You edit what ${id} asks for`)).toBeVisible()
    const calls = page.getByLabel('Calls', { exact: true })
    await expect(calls).toHaveValue('200')
    await calls.fill('250')
    await calls.press('Tab')
    await page.getByRole('button', { name: 'Submit for review' }).click()

    await expect(page).toHaveURL(new RegExp(`/changes/${id}`))
    const { state, round, edits } = await changeNow(operator, id)
    expect({ state, round }).toEqual({ state: 'in_review', round: 2 })
    expect(edits.map(({ ref, after }) => [ref.kind, after.spec])).toMatchObject([
      ['route-rules', share(10)],
      ['rate-limits', { limit: 250 }],
    ])
    await operator.dispose()
  })
})

test('two who edit one rule end in the conflict screen, and both intentions survive', async ({ page, playwright }) => {
  test.setTimeout(180_000)
  const other = await apart(playwright, 'admin')
  await signIn(page, 'operator')
  await versionsKnown(page)
  await page.goto(editor)
  await page.getByRole('button', { name: 'Add route on top' }).click()
  await page.getByLabel('Name', { exact: true }).fill('x-tenant-id')
  await page.getByLabel('Value').fill('t-mine')
  await expect(page.getByText(/^Draft saved/)).toBeVisible()
  await propose(other, 'Theirs: a twentieth', await editsTo(other, 5))

  const conflict = page.getByRole('alert').filter({ hasText: 'while you edited it' })
  await expect(conflict).toContainText('admin changed this policy')
  await expect(conflict).toContainText('theirs only, taken over')
  await expect(conflict).toContainText('mine only, kept')
  await expectAccessible(page, 'conflict')
  await conflict.getByRole('button', { name: /^Continue on r\d+$/ }).click()
  await expect(conflict).toHaveCount(0)
  await page.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(page).toHaveURL(/\/changes\/CR-\d+/)
  const text = await textNow(other)
  expect(text).toContain('t-mine')
  expect(text).toMatch(/weight: 5\b/)
  await other.dispose()
})
