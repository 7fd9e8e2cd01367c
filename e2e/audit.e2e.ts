import { readFileSync } from 'node:fs'
import { expect, signIn, test } from './story.ts'

test('an auditor finds who was refused what, takes the entries away and verifies the chain', async ({ page }) => {
  await signIn(page, 'operator')
  expect((await page.request.get('/api/users')).status()).toBe(403)
  // No open page is left to notice that its session has ended.
  await page.goto('about:blank')
  await page.request.delete('/api/session')

  await signIn(page, 'auditor')
  await page.getByRole('link', { name: 'Audit log' }).click()
  const entries = page.getByRole('table', { name: 'Audit log' })
  await expect(entries.getByRole('row', { name: /auditor Signed in/ }).first()).toBeVisible()
  await page.goto('/audit?event=permission-refused&actor=operator')
  await expect(page.getByRole('button', { name: 'Change: Person is operator' })).toBeVisible()
  await entries
    .getByRole('row', { name: /Permission users:read/ })
    .first()
    .click()
  await expect(page.getByRole('complementary')).toContainText('Place in the chain')

  await page.getByRole('button', { name: 'Take these entries away' }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'JSON lines' }).click()
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\n')
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ event: 'permission-refused', actor: 'operator' })

  await page.getByRole('button', { name: 'Verify chain' }).click()
  await expect(page.getByText('The chain holds')).toBeVisible()
  await page.goto('/audit')
  await expect(entries.getByRole('row', { name: /auditor Chain verified/ }).first()).toBeVisible()
  await expect(entries.getByRole('row', { name: /auditor Audit log exported/ }).first()).toBeVisible()
})

test('who may not read the audit log is not led to it, and is told which permission is missing', async ({ page }) => {
  await signIn(page, 'operator')
  await expect(page.getByRole('link', { name: 'Meshes' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0)

  expect(await (await page.request.get('/api/audit/entries')).json()).toMatchObject({
    code: 'not-permitted',
    params: { permission: 'audit:read' },
  })
})
