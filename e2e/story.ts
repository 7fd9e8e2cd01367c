import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { putBack, rulesNow, signInApart } from './as-found.ts'
import type { World } from './world.ts'

export { expect }

export const world = (): World =>
  // Written by the world itself a moment ago.
  JSON.parse(readFileSync(join(import.meta.dirname, '../.build/e2e-world.json'), 'utf8')) as World

/** What no page can help: the browser's own noise, and the question who is signed in, which is answered 401 at the door. */
const harmless = [/ERR_ABORTED/, /status of 401 .*\/api\/session$/]

/** A page on which any console error, policy violation or untranslated key fails the story. */
export const test = base.extend<{ page: Page; expectedProblems: RegExp[]; asFound: void }>({
  asFound: [
    async ({ playwright }, provide) => {
      const request = await playwright.request.newContext({ baseURL: world().console })
      await signInApart(request, world())
      const found = await rulesNow(request)
      await provide()
      await putBack(request, found)
      await request.dispose()
    },
    { auto: true },
  ],
  // A story that provokes a refusal says which, since the browser logs every answer of 400 and more.
  expectedProblems: [[], { option: true }],
  baseURL: async ({}, provide) => provide(world().console),
  page: async ({ page, expectedProblems }, provide) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
    })
    page.on('pageerror', (error) => complaints.push(`page error: ${error.message}\n${error.stack ?? ''}`))
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(
          `policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        )
      })
    })
    await provide(page)
    const unexpected = complaints.filter(
      (text) => ![...harmless, ...expectedProblems].some((known) => known.test(text)),
    )
    expect(unexpected, 'the page complained').toEqual([])
  },
})

/** Signs in as one of the sandbox's people and waits for the first page. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel(/^Name$|^名称$/).fill(name)
  await page.getByLabel(/^Password$|^密码$/).fill(world().password)
  await page.getByRole('button', { name: /^Sign in$|^登录$/ }).click()
  await page.getByRole('banner').waitFor()
}

/** Waits until a page has its title and nothing of it is still on its way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByLabel(/^(Loading|正在载入)$/)).toHaveCount(0)
}

/** Waits until nothing fades or moves any more: half-way through a fade no text has the contrast that it will have. */
async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      // What turns for ever, as a mark of loading, never comes to rest.
      .every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity),
  )
}

/** Fails on anything that axe calls serious or critical, on the page or in the parts of it that a selector names. */
export async function expectAccessible(page: Page, what: string, parts = 'html'): Promise<void> {
  // What changes while it is read changes at once, as for people who want no motion.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await still(page)
  const { violations } = await new AxeBuilder({ page }).include(parts).analyze()
  await page.emulateMedia({ reducedMotion: null })
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
    )
  expect(grave, what).toEqual([])
}
