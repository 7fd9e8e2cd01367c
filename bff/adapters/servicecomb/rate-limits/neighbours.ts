import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { type KieDocument, isEnabled } from '../kie.ts'
import { labelsText } from '../scopes.ts'
import { placeOf as placeOfLabels } from '../settings/label-sets.ts'
import { placeOf, sideOf, type Subject, switchKey } from './keys.ts'

/** How a limit stands to the others and to the switch of its side (servicecomb.md 3.2, 3.5). */
export function neighbourFindings(
  ref: PolicyRef,
  policies: readonly Policy<ObservedRateLimit>[],
  documents: readonly KieDocument[],
): Finding[] {
  const place = placeOf(ref)
  if (!place || place.subject.kind === 'group') return []
  const { subject, reader } = place
  const others = policies.filter(({ ref: other, enabled, spec }) => {
    return enabled && spec.limit !== null && other.namespace === ref.namespace && !isSame(other, ref)
  })
  return [
    ...switchedOff(ref.namespace, subject, reader, documents),
    ...(subject.kind === 'to' ? callingSide(ref, reader, others) : calledSide(ref, subject, others)),
  ]
}

const isSame = (one: PolicyRef, other: PolicyRef): boolean => one.service === other.service && one.name === other.name

/** A caller's own limit for a called service replaces the one that all of the namespace have. */
function callingSide(
  ref: PolicyRef,
  reader: string | undefined,
  others: readonly Policy<ObservedRateLimit>[],
): Finding[] {
  const ofService = others.filter((other) => other.ref.service === ref.service)
  if (reader !== undefined)
    return replaced(
      ofService.find((other) => other.ref.name === 'app'),
      ref.namespace,
    )
  return overridden(ofService.flatMap((other) => callerIn(other.ref.name)))
}

/** A limit for one caller replaces the one for all of them, and a service's own those of its namespace. */
function calledSide(ref: PolicyRef, subject: Subject, others: readonly Policy<ObservedRateLimit>[]): Finding[] {
  const twins = others.filter((other) => other.ref.name === ref.name)
  const wide = ref.service === '*' ? undefined : twins.find((other) => other.ref.service === '*')
  const narrow = ref.service === '*' ? twins.map((other) => other.ref.service) : []
  if (subject.kind === 'from') {
    const all = others.find((other) => other.ref.name === 'all' && other.ref.service === ref.service)
    return [...replaced(wide ?? all, ref.service), ...overridden(narrow)]
  }
  const own = others.filter((other) => other.ref.service === ref.service).flatMap((other) => callerIn(other.ref.name))
  return [...replaced(wide, ref.service), ...overridden([...narrow, ...own])]
}

const callerIn = (name: string): string[] => /^(?:caller|from):(.+)$/.exec(name)?.slice(1) ?? []

const replaced = (other: Policy<ObservedRateLimit> | undefined, subject: string): Finding[] =>
  other ? [{ code: 'limit-replaces', severity: 'note', params: { limit: other.spec.limit ?? 0, subject } }] : []

const overridden = (subjects: readonly string[]): Finding[] =>
  subjects.length > 0
    ? [{ code: 'limit-overridden', severity: 'note', params: { subjects: subjects.toSorted().join(', ') } }]
    : []

function switchedOff(
  namespace: string,
  subject: Subject,
  reader: string | undefined,
  documents: readonly KieDocument[],
): Finding[] {
  const side = sideOf(subject)
  return documents.flatMap((document): Finding[] => {
    const asked = placeOfLabels(document.labels)
    if (!asked || asked.namespace !== namespace || document.key !== switchKey(side, asked.dialect)) return []
    if (!isEnabled(document) || !isFalse(document.value)) return []
    if (asked.reader !== undefined && asked.reader !== reader) return []
    const labels = labelsText(document.labels)
    return [{ code: 'limits-switched-off', severity: 'warning', params: { key: document.key, labels } }]
  })
}

/** Go's and Java's ways to say no. */
const isFalse = (text: string): boolean => /^(0|f|false)$/i.test(text.trim())
