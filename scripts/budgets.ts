import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

// Sizes are exact, so they may be asserted; times are not (docs/decisions/010). kB are 1024 bytes of gzip -9.
interface Chunk {
  file: string
  imports?: string[]
  src?: string
}

const built = join(import.meta.dirname, '../dist/web')
const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk> // Vite's own

/** Every script that a chunk loads before it runs, itself included. */
function closure(keys: readonly string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key]?.imports ?? [], seen)
  }
  return seen
}

function sizeOf(keys: Iterable<string>): number {
  const scripts = new Set([...keys].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js')))
  return [...scripts].reduce((sum, file) => sum + statSync(join(built, `${file}.gz`)).size, 0) / 1024
}

const keyOf = (source: string): string => {
  const key = Object.keys(manifest).find((one) => one.endsWith(source))
  if (!key) throw new Error(`the build has no ${source}`)
  return key
}

const entry = closure([keyOf('index.html')])
const page = (source: string) => closure([keyOf(source)])
const beyond = (keys: Set<string>) => [...keys].filter((key) => !entry.has(key))

const overview = ['overview/OverviewPage', 'changes/LatestChanges', 'drift/DriftNotice'].flatMap((part) => [
  ...page(`features/${part}.tsx`),
])
const sentences = page('virtual:sentences/zh-CN')
const words = page('i18n/zh-cn-first.ts')
const locale = page('antd/es/locale/zh_CN.js')

const budgets: [what: string, kB: number, limit: number][] = [
  ['entry', sizeOf(entry), 250],
  [
    'initial: entry, overview, words, sentences and locale of one language',
    sizeOf(new Set([...entry, ...overview, ...words, ...sentences, ...locale])),
    300,
  ],
  ['topology: page and graph beyond the entry', sizeOf(beyond(page('features/topology/GraphRegion.tsx'))), 185],
  ['call records beyond the entry', sizeOf(beyond(page('features/calls/CallsPage.tsx'))), 160],
  ['route rule editor beyond the entry', sizeOf(beyond(page('features/route-rules/RouteRuleEditorPage.tsx'))), 310],
]

for (const [what, kB, limit] of budgets) {
  const over = kB > limit
  console.log(`${over ? 'over ' : 'holds'}  ${kB.toFixed(1).padStart(6)} of ${limit} kB  ${what}`)
  if (over) process.exitCode = 1
}
