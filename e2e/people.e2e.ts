import { expect, expectAccessible, signIn, test, world } from './story.ts'

test.describe('an account', () => {
  // The new person asks for a page that they may not see.
  test.use({ expectedProblems: [/403/] })

  test('is made with a role in one environment, and that person sees exactly that', async ({ page }) => {
    const name = `reader-${Date.now().toString(36)}`
    await signIn(page, 'admin')
    await page.goto('/access')
    await page.getByRole('button', { name: 'New account' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('First password').fill(world().password)
    await page.getByRole('combobox', { name: 'environments' }).fill('testing')
    await page.getByRole('button', { name: 'Make account' }).click()
    await expect(page.getByRole('heading', { name: `${name} can sign in` })).toBeVisible()
    await expectAccessible(page, 'password shown once')

    await page.getByRole('link', { name: `Open ${name}` }).click()
    const may = page.getByRole('region', { name: `What ${name} may do` })
    await expect(may).toContainText('Viewer for environment testing')
    await expect(may).toContainText('ocr in cloud@testing')

    await page.context().clearCookies()
    await signIn(page, name)
    await page.goto('/meshes/sandbox/services')
    const services = page.getByRole('table', { name: 'Services' })
    await expect(services.getByRole('link', { name: 'ocr' })).toHaveCount(1)
    await expect(services.getByRole('link', { name: 'vpc' })).toHaveCount(0)
    await page.goto('/access')
    await expect(page.getByText('It needs the permission users:read in the console.')).toBeVisible()
    await expect(page.getByText('Platform administrator', { exact: true })).toBeVisible()
  })
})

test('who may write a rule is told with the roles through which they may', async ({ page }) => {
  await signIn(page, 'admin')
  await page.goto('/access?tab=who&permission=route-rules%3Awrite&at=sandbox%2Fcloud%40production%2Focr')

  const holders = page.getByRole('table', { name: /people may/ })
  const row = (name: string) => holders.getByRole('row', { name: new RegExp(`^${name} `) })
  await expect(row('operator-ai')).toContainText('Operator for services with area ai')
  await expect(row('admin')).toContainText('Platform administrator everywhere')
  await expect(row('auditor')).toHaveCount(0)
})

/** As a field for date and time takes it. */
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16)

test.describe('a freeze', () => {
  const reason = 'Load test of the whole chain'
  test.afterEach(async ({ page }) => {
    const answer = await page.request.get('/api/freezes')
    // The endpoint's own answer.
    const { freezes } = (await answer.json()) as {
      freezes: { id: string; reason: string; revision: number; lifted?: unknown }[]
    }
    for (const freeze of freezes.filter((one) => one.reason === reason && !one.lifted)) {
      await page.request.post(`/api/freezes/${freeze.id}/lift`, {
        data: { reason: 'The story is over', revision: freeze.revision },
      })
    }
  })

  test('an environment is frozen for a while and opened again, with the reason for all to see', async ({ page }) => {
    await signIn(page, 'admin')
    await page.goto('/freezes?freeze=new&environment=testing')
    await page.getByLabel('Reason').fill(reason)
    // Far from now, so that no other story is held back.
    await page.getByLabel('Until', { exact: true }).fill(inHours(32))
    await page.getByLabel('From', { exact: true }).fill(inHours(24))
    await page.getByRole('button', { name: 'Freeze testing' }).click()

    const ahead = page.getByRole('table', { name: 'Running and coming' })
    await expect(ahead.getByRole('row', { name: /Load test of the whole chain/ })).toContainText('Coming')
    await page.getByRole('button', { name: 'Lift early' }).click()
    const question = page.getByRole('dialog', { name: /^Lift FZ-\d+$/ })
    await question.getByLabel('Why').fill('The test was called off')
    await expectAccessible(page, 'lifting a freeze')
    await question.getByRole('button', { name: 'Lift, open testing' }).click()

    await expect(question).toHaveCount(0)
    await expect(page.getByText('The test was called off')).toBeVisible()
    const ended = page.getByRole('table', { name: 'Ended' })
    await expect(ended.getByRole('row', { name: /Load test of the whole chain/ })).toContainText('Lifted')
  })
})
