import type { APIRequestContext, Page } from '@playwright/test'
import {
  apart,
  askFor,
  becomeOn,
  behindItsBack,
  changeNow,
  drifting,
  editor,
  endReviews,
  textNow,
  versionsKnown,
} from './ocr-rule.ts'
import { expect, expectAccessible, settled, signIn, test } from './story.ts'

const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

const decision = (page: Page) => page.getByRole('region', { name: 'Decision' })

/** Nothing on the pages or behind them lets somebody approve what they asked for. */
async function cannotApprove(page: Page, request: APIRequestContext, id: string): Promise<void> {
  await expect(decision(page).getByRole('button', { name: 'Approve' })).toBeDisabled()
  await expect(decision(page)).toContainText(`Whoever contributed to ${id} may not review it.`)
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const { hash } = await changeNow(request, id)
  const words = { hash, comment: 'Mine is right.' }
  for (const act of ['approve', 'send-back', 'reject'])
    expect((await request.post(`/api/changes/${id}/${act}`, { data: words })).status(), act).toBe(403)
  const passing = { hash, reason: 'Mine is right.' }
  expect((await request.post(`/api/changes/${id}/break-glass`, { data: passing })).status()).toBe(403)
  expect((await request.post(`/api/changes/${id}/apply`)).status()).toBe(409)

  await page.goto('/inbox')
  await settled(page)
  await expect(page.getByRole('heading', { name: 'Waiting for me' })).toBeVisible()
  await expect(page.getByRole('region', { name: /^To review/ }).getByText(id, { exact: true })).toHaveCount(0)
  expect(await changeNow(request, id)).toMatchObject({ state: 'in_review', hash })
}

/** Goes from the inbox to a change that waits for one's review. */
async function openFromInbox(page: Page, id: string): Promise<void> {
  await page.getByRole('link', { name: /^Waiting for me: \d+ to review$/ }).click()
  await settled(page)
  await page
    .getByRole('region', { name: /^To review/ })
    .getByRole('link', { name: new RegExp(`^${id} `) })
    .click()
  await settled(page)
}

/** Approves what stands there, has it written, and waits until every sidecar that reads it holds it. */
async function approveAndSeeLive(page: Page, id: string): Promise<void> {
  await decision(page).getByRole('button', { name: 'Approve' }).click()
  const question = page.getByRole('dialog', { name: `Approve ${id}?` })
  await expect(question).toContainText('the last approval')
  await question.getByRole('button', { name: 'Approve and apply now' }).click()
  await expect(question).toHaveCount(0)
  await expect(page.getByText(/Live on (\d+) of \1 sidecars/)).toBeVisible({ timeout: 90_000 })
}

test.describe('where one approval is needed', () => {
  // What an open page still asks for while one person leaves and the next one comes.
  test.use({ expectedProblems: [/status of 401/] })
  test.beforeEach(({ playwright }) => askFor(1, playwright))
  test.afterEach(({ playwright }) => endReviews(playwright))

  test('what one person proposes another approves, what drifts is put back the same way, and the audit log tells it all', async ({
    page,
    playwright,
  }) => {
    test.setTimeout(420_000)
    const operator = await apart(playwright, 'operator')
    const approver = await apart(playwright, 'approver')
    let id = ''
    let revert = ''

    await test.step('an operator proposes, and cannot approve it on any way', async () => {
      await signIn(page, 'operator')
      await versionsKnown(page)
      await page.goto(editor)
      await page.getByRole('button', { name: 'Add route on top' }).click()
      await page.getByLabel('Name', { exact: true }).fill('device-os')
      await page.getByLabel('Value').fill('android')
      const candidate = page.getByRole('spinbutton', { name: 'Weight of 1.0.1' }).first()
      await candidate.fill('15')
      await candidate.press('Tab')
      await expect(page.getByText('testing asks for the role Approver')).toBeVisible()
      await page.getByRole('button', { name: 'Submit for review' }).click()
      await expect(page).toHaveURL(/\/changes\/CR-\d+/)
      id = /CR-\d+/.exec(page.url())?.[0] ?? ''
      await cannotApprove(page, operator, id)
      expect(await textNow(operator)).not.toContain('android')
    })

    await test.step('an approver judges it on a phone by its impact, approves it, and sees it live', async () => {
      await page.setViewportSize(phone)
      await becomeOn(page, 'approver')
      await openFromInbox(page, id)
      await expect(page.getByRole('region', { name: 'What changes' })).toContainText('device-os')
      await expect(page.getByRole('region', { name: 'Impact' })).toContainText(/[1-9]\d* calls/)
      await expect(page.getByRole('region', { name: 'Blast radius' })).toContainText('ocr gets')
      await expect(decision(page)).toContainText('Base unchanged')
      await expect(decision(page)).toContainText((await changeNow(approver, id)).hash.slice(0, 8))
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wider).toBeLessThanOrEqual(0)
      await expectAccessible(page, 'a change to review on a phone')
      await approveAndSeeLive(page, id)
      expect(await textNow(approver)).toMatch(/weight: 15\b/)
    })

    await test.step('somebody edits Kie behind the console’s back, and nobody reloads to see the drift', async () => {
      await page.setViewportSize(desk)
      await page.goto('/meshes/sandbox/drift')
      await settled(page)
      await behindItsBack(page.request, 'weight: 15', 'weight: 45')
      await expect(drifting(page)).toContainText('In the mesh now', { timeout: 30_000 })
      await expect(drifting(page)).toContainText('1.0.1 15 %')
      await expect(drifting(page)).toContainText('1.0.1 45 %')
    })

    await test.step('the approver proposes to put it back, and cannot approve that', async () => {
      await drifting(page).getByRole('button', { name: 'Put ours back' }).click()
      const question = page.getByRole('dialog')
      await question.getByLabel('Reason').fill('nobody announced it')
      await question.getByRole('button', { name: 'Put ours back' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Put back the accepted route rule of ocr')
      revert = /CR-\d+/.exec(page.url())?.[0] ?? ''
      await cannotApprove(page, approver, revert)
      expect(await textNow(approver)).toMatch(/weight: 45\b/)
    })

    await test.step('another approver approves it, and it is back in Kie and live', async () => {
      await becomeOn(page, 'approver-2')
      await openFromInbox(page, revert)
      await expect(page.getByRole('region', { name: 'What changes' })).toContainText('1.0.1 15 %')
      await approveAndSeeLive(page, revert)
      expect(await textNow(approver)).toMatch(/weight: 15\b/)
      await page.goto('/meshes/sandbox/drift')
      await settled(page)
      await expect(drifting(page)).toHaveCount(0)
    })

    await test.step('the auditor reads who did what and who was refused, and that the log is whole', async () => {
      await becomeOn(page, 'auditor')
      await page.getByRole('link', { name: 'Audit log' }).click()
      await told(page, `object=${id}`, [
        `operator Change proposed Change ${id} Done`,
        `approver Change approved Change ${id} Done`,
        `approver Change applied Change ${id} Done`,
        `Meshdeck Writing ended Change ${id} Done`,
      ])
      await told(page, `object=${revert}`, [
        `approver Change proposed Change ${revert} Done`,
        `approver Permission missing Change ${revert} Refused`,
        `approver-2 Change approved Change ${revert} Done`,
        `approver-2 Change applied Change ${revert} Done`,
        `Meshdeck Writing ended Change ${revert} Done`,
      ])
      // An operator may approve nothing at all, so this is told of the right.
      await told(page, 'actor=operator&event=permission-refused', [
        'operator Permission missing Permission changes:approve Refused',
      ])
      await told(page, 'object=ocr&event=step-written', ['Meshdeck Policy written Policy ocr, route rules?, app Done'])
      await page.getByRole('button', { name: 'Verify chain' }).click()
      await expect(page.getByText('The chain holds')).toBeVisible()
    })

    await operator.dispose()
    await approver.dispose()
  })
})

/** Finds entries in the audit log under conditions: who, what, about what, and what came of it. */
async function told(page: Page, conditions: string, acts: readonly string[]): Promise<void> {
  await page.goto(`/audit?${conditions}`)
  await settled(page)
  const entries = page.getByRole('table', { name: 'Audit log' })
  for (const act of acts)
    await expect(entries.getByRole('row', { name: new RegExp(` ${act} `, 'i') }).first()).toBeVisible()
}
