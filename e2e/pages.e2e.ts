import { expect, expectAccessible, settled, signIn, test } from './story.ts'

const ocr = '/meshes/sandbox/namespaces/cloud@production/services/ocr'

const pages: [name: string, address: string][] = [
  ['overview', '/meshes/sandbox/overview'],
  ['topology', '/meshes/sandbox/topology'],
  ['services', '/meshes/sandbox/services'],
  ['service', ocr],
  ['rules of a service', `${ocr}?tab=rules`],
  ['route rules', '/meshes/sandbox/route-rules'],
  ['route rule editor', `${ocr}/route-rules/app`],
  ['new route rule', '/meshes/sandbox/namespaces/cloud@production/services/vpc/route-rules/app'],
  ...['rate-limits', 'circuit-breakers', 'load-balancing', 'retries', 'faults'].map((kind): [string, string] => [
    kind,
    `/meshes/sandbox/${kind}`,
  ]),
  ['call records', '/meshes/sandbox/calls'],
  ['what waits', '/inbox'],
  ['changes', '/changes'],
  ['drift', '/meshes/sandbox/drift'],
  ['history', '/meshes/sandbox/revisions'],
  ['timeline of a policy', `${ocr}/route-rules/app/revisions`],
  ['meshes', '/meshes'],
  ['environments', '/environments'],
  ['environment', '/environments?environment=production'],
  ['environment being edited', '/environments?environment=production&act=edit'],
  ['new environment', '/environments?act=new'],
  ['access', '/access'],
  ['new account', '/access?new='],
  ['person', '/access/operator-ai'],
  ['who may', '/access?tab=who&permission=route-rules%3Awrite&at=sandbox'],
  ['freezes', '/freezes'],
  ['new freeze', '/freezes?freeze=new'],
  ['audit log', '/audit'],
  ['audit entry', '/audit?entry=1'],
  ['chain of the audit log', '/audit?chain=1'],
  ['webhooks', '/webhooks'],
  ['account', '/account'],
]

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme })

    test('every page is accessible', async ({ page }) => {
      test.setTimeout(360_000)
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
      await expectAccessible(page, 'before signing in')
      await signIn(page, 'admin')
      for (const [name, address] of pages) {
        await page.goto(address)
        await settled(page)
        await expectAccessible(page, name)
      }
    })
  })
}

/** What the top bar offers on a page: the mesh, its namespaces, the window. */
const scopes: [address: string, offered: string][] = [
  ['/meshes/sandbox/overview', 'mesh namespace window'],
  ['/meshes/sandbox/topology', 'mesh namespace window'],
  [ocr, 'mesh namespace window'],
  ['/meshes/sandbox/retries', 'mesh namespace window'],
  ['/meshes/sandbox/route-rules', 'mesh namespace'],
  [`${ocr}/route-rules/app`, 'mesh namespace'],
  ['/changes', 'mesh namespace'],
  ['/meshes/sandbox/policy-transfer', 'mesh'],
  ['/meshes', ''],
  ['/audit', ''],
  ['/account', ''],
]

test('the top bar offers of mesh, namespace and window what the page is about, and nothing else', async ({ page }) => {
  test.setTimeout(180_000)
  await signIn(page, 'admin')
  const bar = page.getByRole('banner')
  const scope = bar.getByRole('button', { name: /^Scope/ })
  for (const [address, offered] of scopes) {
    await page.goto(`${address}?namespace=cloud%40testing&last=1h`)
    await settled(page)
    await expect(scope, address).toHaveCount(offered.includes('mesh') ? 1 : 0)
    await expect(bar.getByRole('button', { name: /^Window/ }), address).toHaveCount(offered.includes('window') ? 1 : 0)
    if (!offered.includes('mesh')) continue
    await scope.click()
    const namespaces = page.getByRole('menu', { name: /^Scope/ }).getByText('all namespaces')
    await expect(namespaces, address).toHaveCount(offered.includes('namespace') ? 1 : 0)
    await page.keyboard.press('Escape')
  }

  // What a page does not use is kept for the next one that does.
  await page.getByRole('link', { name: 'Services', exact: true }).click()
  await expect(scope).toContainText('cloud@testing')
  await expect(bar.getByRole('button', { name: /^Window/ })).toContainText('Last hour')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('no page is wider than the screen', async ({ page }) => {
    test.setTimeout(240_000)
    await signIn(page, 'admin')
    for (const [name, address] of pages) {
      await page.goto(address)
      await settled(page)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, name).toBeLessThanOrEqual(0)
    }
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('every page speaks Chinese', async ({ page }) => {
    test.setTimeout(240_000)
    await signIn(page, 'admin')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    for (const [name, address] of pages) {
      await page.goto(address)
      await settled(page)
      await expect(page.getByRole('navigation').first(), name).toContainText('总览')
      await expect(page.getByRole('main'), name).toContainText(/[\u4e00-\u9fff]{2}/)
    }
  })
})

test.describe('at an address of something that is gone', () => {
  test.use({ expectedProblems: [/status of 404/] })

  test('the page says what there is none of, and does not offer to try again', async ({ page }) => {
    await signIn(page, 'operator')
    for (const [address, sentence] of [
      ['/meshes/sandbox/namespaces/cloud@production/services/ghost', 'There is no service “ghost”.'],
      ['/changes/CR-9999', 'There is no change “CR-9999”.'],
    ] as const) {
      await page.goto(address)
      await expect(page.getByRole('heading', { name: sentence })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
      await expect(page.getByRole('link', { name: 'To the overview' })).toBeVisible()
    }
  })
})

test('a window that no record reaches into has no figures, not even 0', async ({ page }) => {
  await signIn(page, 'operator')
  const window = 'from=2020-01-01T00:00:00.000Z&to=2020-01-01T00:20:00.000Z'
  await page.goto(`/meshes/sandbox/services?${window}`)
  const portal = page.getByRole('table', { name: 'Services' }).getByRole('row').filter({ hasText: 'portal' })
  await expect(portal).toContainText('Unknown')
  await expect(portal.getByRole('cell', { name: '0', exact: true })).toHaveCount(0)
  await expect(portal.getByRole('cell', { name: 'No source has figures for this window.' })).toHaveCount(4)
  await expect(page.getByText('– No source has figures for this window.')).toBeVisible()
  await page.goto(`/meshes/sandbox/overview?${window}`)
  await expect(page.getByText('There are no figures for this window')).toBeVisible()
})
