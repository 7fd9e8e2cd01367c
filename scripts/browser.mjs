import { existsSync } from 'node:fs'
import process from 'node:process'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Path of a Chromium to test with: `CHROMIUM`, an installed one, else the one that Playwright brought; undefined without any. */
export async function chromium() {
  const named = [process.env.CHROMIUM, ...installed].find((path) => path && existsSync(path))
  if (named) return named
  const { chromium: bundled } = await import('@playwright/test')
  return existsSync(bundled.executablePath()) ? bundled.executablePath() : undefined
}
