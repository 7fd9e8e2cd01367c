import { parseWith } from '#shared/contract/parse.ts'
import type { Finding } from '#shared/contract/problem.ts'
import { Fault, type ObservedFault } from '#shared/features/faults/model.ts'
import type { Match } from '#shared/mesh/match.ts'
import { everyService, groupIn, subjectOnCallersSide } from '../balancing/block.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { isEnabled } from '../kie.ts'
import type { Subject } from '../kie-target.ts'
import { checkConditions } from '../route-rules/check-conditions.ts'
import { gather } from '../settings/gather.ts'
import { chainCapability } from './capabilities.ts'
import { faultKeyOf } from './keys.ts'

/** Traps of faults (servicecomb.md 3.8). */
export function checkFault(
  subject: Subject<ObservedFault>,
  planes: DataPlane[],
  declaration: ServiceCombDeclaration,
): Finding[] {
  const { ref, spec, enabled } = subject.edit
  if (spec === null) return []
  const strict = parseWith(Fault, spec)
  if (!strict.ok) return strict.findings
  const isOfGroup = groupIn(ref) !== undefined
  return [
    ...(planes.some((plane) => dialectOf(plane) === 'go') ? checkChain(declaration) : []),
    ...checkService(subject),
    ...(isOfGroup ? checkGroup(strict.value, planes) : checkWhole(strict.value)),
    ...(enabled ? [...checkShare(strict.value), ...checkOthers(subject, strict.value)] : []),
  ]
}

function checkChain(declaration: ServiceCombDeclaration): Finding[] {
  const { available, reason } = chainCapability(declaration)
  if (!reason) return []
  const severity = available === 'no' ? 'error' : 'warning'
  // The codes of capabilities are codes of findings, too.
  return [{ ...reason, code: reason.code as Finding['code'], severity }]
}

function checkService({ edit: { ref }, snapshot }: Subject<ObservedFault>): Finding[] {
  const { namespace, service } = ref
  const isKnown = snapshot.services.some((one) => one.namespace === namespace && one.name === service)
  if (service === everyService || isKnown) return []
  return [{ code: 'service-not-registered', severity: 'warning', params: { service }, field: 'service' }]
}

function checkGroup({ abort, delay, match }: Fault, planes: DataPlane[]): Finding[] {
  const java = planes.filter((plane) => dialectOf(plane) === 'java')
  const findings: Finding[] = []
  if (abort && delay) {
    findings.push({
      code: 'fault-one-of-both',
      severity: 'error',
      params: { framework: 'java-chassis' },
      field: 'delay',
    })
  }
  if (!match || match.any.length === 0) {
    findings.push({ code: 'fault-needs-match', severity: 'error', params: {}, field: 'match' })
  }
  return [...findings, ...checkMatch(match, java)]
}

/** A group may have alternatives there, so each is looked at by itself. */
const checkMatch = (match: Match | undefined, planes: DataPlane[]): Finding[] =>
  (match?.any ?? []).flatMap((group, index) =>
    checkConditions({ match: { any: [group] } }, '', planes).map((finding) => ({
      ...finding,
      field: finding.field?.replace(/^\.?match\.any\.0/, `match.any.${index}`) ?? 'match',
    })),
  )

const checkWhole = ({ match }: Fault): Finding[] =>
  match ? [{ code: 'fault-match-without-group', severity: 'error', params: {}, field: 'match' }] : []

const checkShare = ({ abort }: Fault): Finding[] =>
  abort?.percent === 100 ? [{ code: 'fault-every-call', severity: 'warning', params: {}, field: 'abort.percent' }] : []

/** What other faults do to the same calls, where this one says nothing of it: each value alone is taken from the next wider one. */
function checkOthers({ edit: { ref }, documents }: Subject<ObservedFault>, { abort, delay }: Fault): Finding[] {
  const own = subjectOnCallersSide(ref)
  if (!own?.subject.startsWith('service:')) return []
  const standing = documents.filter((document) => isEnabled(document) && faultKeyOf(document.key))
  const wider = gather(standing, (key) => {
    const said = faultKeyOf(key)
    return said && said.part === '' ? { subject: `service:${said.service}`, field: said.field } : undefined
  }).filter(
    ({ namespace, reader, subject, unread }) =>
      unread === undefined &&
      namespace === ref.namespace &&
      (reader === undefined || reader === own.reader) &&
      (subject === own.subject || subject === `service:${everyService}`) &&
      !(reader === own.reader && subject === own.subject),
  )
  const says = (part: 'abort' | 'delay') =>
    wider.find(({ held }) => held.some(({ fields }) => Number(fields.get(`${part}.percent`)?.value) > 0))
  const found = (part: 'abort' | 'delay'): Finding[] => {
    const other = says(part)
    if (!other) return []
    const isOfAll = other.subject !== own.subject
    return [
      {
        code: isOfAll ? `fault-${part}-of-all` : `fault-${part}-of-namespace`,
        severity: 'warning',
        params: { service: ref.service },
      },
    ]
  }
  return [...(abort ? [] : found('abort')), ...(delay ? [] : found('delay'))]
}
