import { behindItsBack, drifting, editsTo, propose, rule, service as ocr, textNow } from './ocr-rule.ts'
import { expect, expectAccessible, settled, signIn, test } from './story.ts'

test('somebody edits Kie behind the console’s back: drift shows it, it is ignored for a while, and ours is put back', async ({
  page,
}) => {
  test.setTimeout(240_000)
  await signIn(page, 'operator')
  await propose(page.request, 'A fifth for 1.0.1', await editsTo(page.request, 20))
  await page.goto('/meshes/sandbox/drift')
  await settled(page)
  await behindItsBack(page.request, '20', '35')

  // Nobody reloads the page.
  const drift = drifting(page)
  await expect(drift).toContainText('In the mesh now', { timeout: 20_000 })
  await expect(drift).toContainText('1.0.1 20 %')
  await expect(drift).toContainText('1.0.1 35 %')
  await expectAccessible(page, 'drift')

  await drift.getByRole('button', { name: 'Ignore until…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Ignore', exact: true })).toBeDisabled()
  await dialog.getByLabel('Why it may wait').fill('a trial of the night shift')
  await expectAccessible(page, 'ignoring drift')
  await dialog.getByRole('button', { name: 'Ignore', exact: true }).click()
  await expect(drift).toHaveCount(0)
  await page.getByText(/^Ignored 1$/).click()
  await expect(drift).toContainText('by operator: a trial of the night shift')
  await drift.getByRole('button', { name: 'Watch again' }).click()
  await expect(drift).toHaveCount(0)

  await page.goto('/meshes/sandbox/overview')
  await page.getByRole('link', { name: /changed outside Meshdeck/ }).click()
  await drift.getByRole('button', { name: 'Put ours back' }).click()
  await expect(dialog.getByLabel('Title of the change')).toHaveValue('Put back the accepted route rule of ocr')
  await dialog.getByLabel('Reason').fill('nobody announced it')
  await expectAccessible(page, 'putting the accepted state back')
  await dialog.getByRole('button', { name: 'Put ours back' }).click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText('Put back the accepted route rule of ocr')
  expect(await textNow(page.request)).toContain('20')
  await page.goto('/meshes/sandbox/drift')
  await settled(page)
  await expect(drift).toHaveCount(0)
})

test('a person reads what was made of a rule, here and outside, accepts the latter, and restores a state of old', async ({
  page,
}) => {
  test.setTimeout(240_000)
  await signIn(page, 'operator')
  await propose(page.request, 'A tenth for 1.0.1', await editsTo(page.request, 10))
  await behindItsBack(page.request, '10', '45')

  await page.goto(`${ocr}?tab=rules`)
  await page.getByRole('link', { name: 'History of ocr, route rule' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('History of ocr, route rule')
  const history = page.getByRole('region', { name: 'History', exact: true })
  // What a state says may be a list, too.
  const states = history.getByRole('listitem').filter({ has: page.getByRole('radio') })
  await expect(states.first()).toContainText('outside Meshdeck')
  await expect(states.nth(1)).toContainText('A tenth for 1.0.1')
  const difference = page.getByRole('region', { name: 'What differs' })
  await expect(difference).toContainText('1.0.1 45 %')
  await difference.getByText('Model', { exact: true }).click()
  await expect(difference).toContainText('"weight": 45')
  await expectAccessible(page, 'a timeline')

  await page.getByRole('region', { name: 'Drift' }).getByRole('button', { name: 'Accept theirs' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why it is right').fill('agreed by phone')
  await expectAccessible(page, 'accepting drift')
  await dialog.getByRole('button', { name: 'Accept theirs' }).click()
  await expect(page.getByRole('region', { name: 'Accepted state' })).toContainText('by operator: agreed by phone')

  await states
    .nth(1)
    .getByRole('button', { name: /^Restore r\d+$/ })
    .click()
  await expect(dialog).toContainText('A change writes this')
  await expectAccessible(page, 'restoring a revision')
  await dialog.getByLabel('Reason').fill('the tenth was right')
  await dialog.getByRole('button', { name: /^Restore r\d+$/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('of the route rule of ocr')
  expect(await textNow(page.request)).toContain('10')

  await page.goto('/meshes/sandbox/revisions?service=ocr&kind=route-rules&origin=outside')
  await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toContainText(
    'outside Meshdeck',
  )
})

test('what was changed outside stands on the charts of its service, and the keyboard leads to what it changed', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await signIn(page, 'operator')
  await propose(page.request, 'An eighth for 1.0.1', await editsTo(page.request, 12))
  await behindItsBack(page.request, '12', '44')
  // The console looks at it now, so that the page has it from the beginning.
  expect((await page.request.get(`${rule}/drift`)).status()).toBe(200)
  await page.goto(ocr)
  await settled(page)

  // Others stand beside it on one mark, the newest last; the window has come so far when its figures have.
  const newest = page.getByRole('group', { name: 'Changes' }).first().locator(':scope > *').last()
  const last = newest.getByRole('link', { includeHidden: true }).last()
  await expect(last).toHaveAttribute('href', /\/revisions/, { timeout: 60_000 })
  await newest.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await newest.getByRole('link').last().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('History of ocr, route rule')
  await expect(page.getByRole('region', { name: 'What differs' })).toContainText('1.0.1 44 %')
})
