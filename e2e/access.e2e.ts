import { expect, signIn, test } from './story.ts'

test.describe('at the door', () => {
  test.use({ expectedProblems: [/401/] })

  test('a wrong password is said where it was typed, and the page that was asked for opens after signing in', async ({
    page,
  }) => {
    await page.goto('/meshes/sandbox/services?last=1h')
    await page.getByLabel('Name').fill('operator')
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toContainText('Name or password is wrong')

    await page.getByLabel('Password').fill('meshdeck-demo')
    await page.getByRole('button', { name: 'Sign in' }).click()

    await expect(page).toHaveURL(/\/meshes\/sandbox\/services\?last=1h/)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  })
})

test('an operator of one area sees its services, and of the rest only that there is one', async ({ page }) => {
  await signIn(page, 'operator-ai')
  await page.goto('/meshes/sandbox/services')

  const services = page.getByRole('table', { name: 'Services' })
  await expect(services.getByRole('link', { name: 'ocr' }).first()).toBeVisible()
  await expect(services.getByText('vpc')).toHaveCount(0)

  const answer = await page.request.get('/api/meshes/sandbox/calls?callee=vpc')
  expect(await answer.json()).toMatchObject({ total: 0 })
})

test.describe('at a service outside their area', () => {
  test.use({ expectedProblems: [/status of 403/] })

  test('an operator reads which permission is missing, where they have it and who can grant it', async ({ page }) => {
    await signIn(page, 'operator-ai')
    await page.goto('/meshes/sandbox/namespaces/cloud@production/services/vpc')

    await expect(page.getByRole('heading', { level: 1, name: 'vpc' })).toBeVisible()
    await expect(page.getByText(/It needs the permission services:read/)).toBeVisible()
    await expect(page.getByText('Operator for services with area ai')).toBeVisible()
    await expect(page.getByRole('banner').getByRole('button', { name: /^Scope/ })).toContainText('cloud@production')
  })
})

test('an auditor reads rules and bodies and cannot write', async ({ page }) => {
  await signIn(page, 'auditor')
  await page.goto('/meshes/sandbox/namespaces/cloud@production/services/ocr/route-rules/app')

  await expect(page.getByText(/Changing it needs route-rules:write/)).toBeVisible()
  await expect(page.getByText('1.0.0 100 %')).toBeVisible()
  for (const act of ['Apply', 'Add route on top', 'Delete', 'Switch off'])
    await expect(page.getByRole('button', { name: act, exact: true })).toHaveCount(0)
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await page.getByRole('button', { name: 'Open route Everything else' }).click()
  await expect(page.getByLabel('Name of the route')).toBeDisabled()
  await expect(page.getByRole('spinbutton', { name: 'Weight of 1.0.0' })).toHaveValue('100')

  await page.goto('/meshes/sandbox/calls?callee=ocr')
  await page
    .getByRole('grid', { name: /Call records/ })
    .getByRole('row')
    .nth(1)
    .click()
  await expect(page.getByText('Request body', { exact: true })).toBeVisible()
})
