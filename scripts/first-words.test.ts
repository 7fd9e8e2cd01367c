import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '../web')

/** What is drawn before the words of every page are there: the program itself, the sign-in, the overview, and what opens over it. */
const drawnFirst = [
  'main.tsx',
  'features/session/SignInPage.tsx',
  'features/overview/OverviewPage.tsx',
  'features/changes/LatestChanges.tsx',
  'features/inbox/WaitingForMe.tsx',
  'features/drift/DriftNotice.tsx',
  'shell/CommandPalette.tsx',
  'shell/KeyList.tsx',
]

/** Every file that these import before they run. */
function closureOf(files: readonly string[], seen = new Set<string>()): Set<string> {
  for (const file of files) {
    if (seen.has(file) || !/\.tsx?$/.test(file) || !existsSync(file)) continue
    seen.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?! type)[^;]*?from '(\.[^']+)'/gm)
    closureOf(
      [...imports].map(([, path = '']) => join(dirname(file), path)),
      seen,
    )
  }
  return seen
}

test('what is drawn first finds its words among the first', () => {
  const files = [...closureOf(drawnFirst.map((file) => join(web, file)))]
  const areas = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/useTranslation\('(\w+)'/g)].map(([, area = '']) => area),
  )
  const said = readFileSync(join(web, 'i18n/en-first.ts'), 'utf8').matchAll(/^import \{ (\w+) \} from '\.\/en\//gm)
  expect(new Set(areas)).toContain('overview')
  expect(new Set([...said].map(([, area]) => area))).toEqual(new Set(areas))
})
