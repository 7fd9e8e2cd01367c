import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { frameworkName } from '../capability-rows.ts'
import { editFields, readFields, type ReadFields } from '../groups/fields.ts'
import { javaMillis } from '../groups/java-duration.ts'
import { editMatchGroup, readMatchGroup } from '../groups/match-group.ts'
import { groupKeyOf } from '../groups/use.ts'
import type { ReadValues, Values, WantedDocument } from '../settings/definition.ts'
import { rateLimitingKey } from './keys.ts'
import { wholeNumberIn } from './numbers.ts'

/** Fields of `servicecomb.rateLimiting.<group>` that the model knows, by data plane (servicecomb.md 3.5). */
const known = { go: ['match', 'rate', 'burst', 'name'], java: ['match', 'rate', 'limitRefreshPeriod', 'name'] } as const

/** What java-chassis takes where nothing stands. */
const defaults = { rate: 1000, periodMs: 1000 }

/** Reads a group's limit as a data plane does: the group says which calls, the policy of the same name how many. */
export function readGroupLimit(values: Values, plane: DataPlane, group: string): ReadValues<ObservedRateLimit> {
  const findings = new Array<Finding>()
  const counted = readCount(values.get('rate'), plane, group, findings)
  const matches = values.get('match')
  if (plane === 'mesher') {
    findings.push({ code: 'match-groups-drop-calls', severity: 'error', params: { framework: frameworkName(plane) } })
  }
  if (matches === undefined) {
    findings.push({ code: 'match-group-missing', severity: 'warning', params: { group, key: groupKeyOf(group) } })
    return { ...counted, findings }
  }
  const { match, understood, findings: ofMatch } = readMatchGroup(matches, plane)
  findings.push(
    ...ofMatch.map(({ field, ...finding }) =>
      field === undefined ? finding : { ...finding, field: `match.${field}` },
    ),
  )
  return {
    spec: understood === 'not' ? counted.spec : { ...counted.spec, match },
    understood: lesser(counted.understood, understood),
    findings,
  }
}

type Understood = ReadValues<ObservedRateLimit>['understood']
const lesser = (one: Understood, other: Understood): Understood =>
  [one, other].includes('not') ? 'not' : [one, other].includes('partly') ? 'partly' : 'whole'

function readCount(
  text: string | undefined,
  plane: DataPlane,
  group: string,
  findings: Finding[],
): Pick<ReadValues<ObservedRateLimit>, 'spec' | 'understood'> {
  const none: ObservedRateLimit = { limit: null, per: 1 }
  if (text === undefined) return { spec: none, understood: 'whole' }
  const read = readFields(text)
  if (read.fault !== undefined) {
    findings.push({ code: 'limit-unreadable', severity: 'error', params: {}, source: read.fault.slice(0, 500) })
    return { spec: none, understood: 'not' }
  }
  const dialect = dialectOf(plane)
  const names = known[dialect] as readonly string[] // a wider type to ask with
  const kept = [...[...read.fields.keys()].filter((name) => !names.includes(name)), ...read.odd]
  if (kept.length > 0) findings.push({ code: 'fields-kept', severity: 'note', params: { fields: kept.join(', ') } })
  const spec = dialect === 'java' ? readJava(read, findings) : readGo(read, group, findings)
  return { spec, understood: kept.length > 0 ? 'partly' : 'whole' }
}

function readJava(read: ReadFields, findings: Finding[]): ObservedRateLimit {
  const rate = textIn(read, 'rate')
  const period = textIn(read, 'limitRefreshPeriod')
  const limit = rate === undefined ? defaults.rate : wholeNumberIn(rate)
  const periodMs = (period === undefined ? defaults.periodMs : javaMillis(period)) || undefined
  // What is not above 0 is no valid policy, so there is none.
  const isValid = limit !== undefined && limit > 0 && periodMs !== undefined
  if (!isValid) findings.push({ code: 'group-limit-invalid', severity: 'error', params: {}, field: 'limit' })
  return { limit: isValid ? limit : null, per: (periodMs ?? defaults.periodMs) / 1000 }
}

function readGo(read: ReadFields, group: string, findings: Finding[]): ObservedRateLimit {
  const limit = wholeNumberIn(textIn(read, 'rate') ?? '')
  const burst = wholeNumberIn(textIn(read, 'burst') ?? '') ?? 0
  const subject = textIn(read, 'match')
  if (subject !== group)
    findings.push({ code: 'limit-for-other-group', severity: 'warning', params: { group: subject ?? '' } })
  if (limit === undefined) findings.push({ code: 'group-limit-invalid', severity: 'error', params: {}, field: 'limit' })
  // Without a burst every call is refused, whatever the rate says.
  if (burst <= 0) findings.push({ code: 'burst-missing', severity: 'error', params: {}, field: 'burst' })
  return { limit: limit === undefined ? null : Math.max(0, limit), per: 1, burst: Math.max(0, burst) }
}

function textIn({ fields }: ReadFields, name: string): string | undefined {
  const value = fields.get(name)
  return typeof value === 'string' ? value : undefined
}

/** The group and its limit, the group first: a limit that finds no group counts nothing. */
export function writeGroupLimit(
  { limit, per, burst, match }: ObservedRateLimit,
  plane: DataPlane,
  group: string,
  before: Values,
): WantedDocument[] | 'invalid' | 'not-editable' {
  // A Mesher that reads a match group drops every call of it (servicecomb.md 3.4), so nothing is written for one.
  if (plane === 'mesher') return [...before].flatMap(([field, text]) => keptDocument(field, text, group))
  if (limit === null || limit < 1 || !match || match.any.length === 0) return 'invalid'
  const isJava = dialectOf(plane) === 'java'
  if (isJava ? burst !== undefined : burst === undefined || per !== 1) return 'invalid'
  const matchText = editMatchGroup(before.get('match'), match, plane)
  const old = before.get('rate')
  // java-chassis goes by the name alone: a document that says no group says none afterwards.
  const named = isJava && old !== undefined ? [] : [['match', group] as const]
  const rateText = editFields(old, [
    ...named,
    ['rate', isJava ? rateIn(old, limit) : limit],
    isJava ? ['limitRefreshPeriod', periodIn(old, per)] : ['burst', burst],
  ])
  if (matchText === undefined || rateText === undefined) return 'not-editable'
  return [
    { key: groupKeyOf(group), field: 'match', text: matchText, format: 'yaml' },
    { key: rateLimitingKey(group), field: 'rate', text: rateText, format: 'yaml' },
  ]
}

/** The rate as it is to be written: left out where it stands nowhere and is the default. */
const rateIn = (text: string | undefined, limit: number): number | undefined =>
  text !== undefined && limit === defaults.rate && textIn(readFields(text), 'rate') === undefined ? undefined : limit

/** The period as it is to be written: as it stands where it means the same, left out where it is the default. */
function periodIn(text: string | undefined, per: number): string | number | undefined {
  const old = text === undefined ? undefined : textIn(readFields(text), 'limitRefreshPeriod')
  const wanted = Math.round(per * 1000)
  if (old !== undefined && javaMillis(old) === wanted) return old
  return old === undefined && wanted === defaults.periodMs ? undefined : wanted
}

const keptDocument = (field: string, text: string, group: string): WantedDocument[] => [
  { key: field === 'match' ? groupKeyOf(group) : rateLimitingKey(group), field, text, format: 'yaml' },
]
