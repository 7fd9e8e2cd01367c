import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { DataPlane } from '../frameworks.ts'
import type { ReadValues, Values, WantedDocument } from '../settings/definition.ts'
import { type GoField, type Subject, goFields, goKey, keptFieldNames } from './keys.ts'

/** Reads the keys of Mesher and go-chassis (servicecomb.md 3.6): a number that is none counts as absent. */
export function readGo(values: Values, plane: DataPlane, subject: Subject): ReadValues<ObservedCircuitBreaker> {
  const enabled = truth(values.get('enabled')) === true
  const number = (field: GoField) => positive(values.get(field))
  const spec = withoutAbsent<ObservedCircuitBreaker>({
    trip: enabled ? withoutAbsent({ errorShare: number('share') }) : undefined,
    minimumCalls: number('volume'),
    sleepMs: number('sleep'),
    forced: !enabled
      ? undefined
      : truth(values.get('open'))
        ? 'open'
        : truth(values.get('closed'))
          ? 'closed'
          : undefined,
    maxConcurrency: number('concurrency'),
    timeoutMs: number('timeout'),
  })
  const odd = numbers.filter((field) => values.has(field) && number(field) === undefined)
  const kept = keptFieldNames.filter((field) => values.has(field))
  return {
    spec,
    understood: odd.length > 0 || kept.length > 0 ? 'partly' : 'whole',
    findings: [
      ...odd.map((field): Finding => ({
        code: 'breaker-value-ignored',
        severity: 'warning',
        params: { key: goKey(subject, field), value: values.get(field) ?? '' },
      })),
      ...(kept.length > 0 ? [{ code: 'breaker-fallback-kept', severity: 'note', params: {} } satisfies Finding] : []),
      ...(truth(values.get('fallbackForced'))
        ? [{ code: 'breaker-fallback-forced', severity: 'warning', params: {} } satisfies Finding]
        : []),
      ...(values.get('fallbackPolicy') === 'returnnull'
        ? [{ code: 'breaker-fallback-null', severity: 'warning', params: {} } satisfies Finding]
        : []),
      ...(plane === 'mesher' && subject.kind === 'made' && inert(spec)
        ? [{ code: 'breaker-per-service', severity: 'warning', params: { service: subject.of } } satisfies Finding]
        : []),
    ],
  }
}

/** Whether a breaker for one service says more than what Mesher 1.8.0 heeds, its time-out (servicecomb.md 3.6). */
export const inert = ({ timeoutMs: _, ...rest }: ObservedCircuitBreaker): boolean => Object.keys(rest).length > 0

const numbers = ['timeout', 'concurrency', 'volume', 'share', 'sleep'] as const

/** The keys that say a breaker; what stands and says the same stays as it is written, and so does what means nothing to the model. */
export function writeGo(spec: ObservedCircuitBreaker, subject: Subject, before: Values): WantedDocument[] {
  const { trip, forced } = spec
  const wantedNumbers: Record<(typeof numbers)[number], number | undefined> = {
    timeout: spec.timeoutMs,
    concurrency: spec.maxConcurrency,
    volume: spec.minimumCalls,
    // While the breaker is off its share is nothing of the model's.
    share: trip ? trip.errorShare : positive(before.get('share')),
    sleep: spec.sleepMs,
  }
  const texts = new Map<string, string>()
  for (const field of keptFieldNames) keep(texts, field, before.get(field))
  for (const field of numbers) {
    const [old, wanted] = [before.get(field), wantedNumbers[field]]
    keep(texts, field, positive(old) === wanted ? old : wanted === undefined ? undefined : String(wanted))
  }
  for (const [field, wanted] of [
    ['closed', trip && forced === 'closed'],
    ['open', trip && forced === 'open'],
    ['enabled', trip !== undefined],
  ] as const) {
    const old = before.get(field)
    // What forces a breaker that is off says nothing.
    // Nor does what holds it closed beside what holds it open.
    const idle = (!trip && field !== 'enabled') || (field === 'closed' && forced === 'open')
    const same = idle || (truth(old) === true) === Boolean(wanted)
    keep(texts, field, same ? old : String(Boolean(wanted)))
  }
  const order = [...keptFieldNames, ...Object.keys(goFields)]
  return order.flatMap((field) => {
    const text = texts.get(field)
    return text === undefined ? [] : [{ key: goKey(subject, field as GoField), field, text, format: 'text' as const }] // one of `order`
  })
}

/** Whether the text of a field is taken for something: a number above 0, a truth value; of java-chassis' policies every text is. */
export const isHeeded = (field: string, text: string): boolean =>
  numbers.some((one) => one === field)
    ? positive(text) !== undefined
    : !['enabled', 'open', 'closed'].includes(field) || truth(text) !== undefined

function keep(texts: Map<string, string>, field: string, text: string | undefined): void {
  if (text !== undefined) texts.set(field, text)
}

/** A whole number above 0; go-chassis takes 0 for absent. */
function positive(text: string | undefined): number | undefined {
  const number = /^\+?\d+$/.test(text?.trim() ?? '') ? Number(text) : 0
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

// Go's strconv.ParseBool.
const truth = (text: string | undefined): boolean | undefined =>
  /^(1|t|T|true|True|TRUE)$/.test(text ?? '')
    ? true
    : /^(0|f|F|false|False|FALSE)$/.test(text ?? '')
      ? false
      : undefined

/** The same without the fields that are undefined. */
export function withoutAbsent<Whole extends object>(all: { [Key in keyof Whole]: Whole[Key] | undefined }): Whole {
  // What is left are the fields that have a value; those that must have one are given one.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Whole
}
