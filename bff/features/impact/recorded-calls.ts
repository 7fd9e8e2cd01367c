import type { Visibility } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import type { PlacedCall } from '#shared/features/impact/destiny.ts'
import type { Examined } from '#shared/features/impact/model.ts'
import type { ConditionField } from '#shared/mesh/match.ts'
import type { CallRecords } from '../../ports/call-records.ts'
import type { CallGroup, GroupSelection, HeaderColumn, Selected, TextColumn } from '../../ports/call-selection.ts'

/** What rules read of a call beside its caller. */
export interface RuleReads {
  /** Lower case. */
  headers: ReadonlySet<string>
  fields: ReadonlySet<ConditionField>
}

/** Calls that are equal in everything that a rule reads. */
export interface RecordedCalls extends PlacedCall {
  calls: number
  /** Headers that a rule reads and of which nobody knows whether the calls carried them. */
  unrecorded: string[]
  caller: PlacedCall['caller']
  shownCaller: NonNullable<Examined['caller']>
  tenant: Examined['tenant']
  newest: { id: string; at: number }
}

/** At most so many calls are looked at, and so many kinds of calls; of more a sample is. */
const callsAtMost = 1_000_000
const kindsAtMost = 50_000

const always = [
  'callerNamespace',
  'caller',
  'callerVersion',
  'callerSeen',
  'calleeNamespace',
  'tenant',
  'tenantName',
] as const

const columnsOf: Partial<Record<ConditionField, readonly TextColumn[]>> = {
  path: ['path'],
  method: ['method'],
  query: ['query'],
  'caller-label': ['callerInstance'],
}

interface Wanted {
  namespace: string
  service: string
  window: Window
  reads: RuleReads
  visibility: Visibility
  labelsOf(caller: {
    namespace: string
    service: string
    instance: string
  }): Readonly<Record<string, string>> | undefined
}

/** The visible calls that callers in a namespace made to a service, in groups that rules cannot tell apart. */
export async function recordedCalls(
  calls: CallRecords,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Selected & { groups: RecordedCalls[] }> {
  const { namespace, service, window, reads, visibility } = wanted
  const headers = [...reads.headers].map((name): HeaderColumn => `header:${name}`)
  const by: TextColumn[] = [...always, ...headers, ...[...reads.fields].flatMap((field) => columnsOf[field] ?? [])]
  const selection: GroupSelection = {
    filter: { callee: [service], namespace: [namespace] },
    window,
    maxRows: callsAtMost,
    maxGroups: kindsAtMost,
    // Who calls decides which rule holds; names are shown below as far as they are seen.
    hiddenEnds: 'named',
  }
  const found = await calls.groups(selection, by, visibility, signal)
  // A call from outside, or from another namespace, passes no proxy that reads these rules.
  const groups = found.groups.filter(({ key }) => key.callerNamespace === namespace && key.caller)
  return { ...found, groups: groups.map((group) => placed(group, wanted)) }
}

function placed({ key, calls, newest }: CallGroup, { namespace, reads, labelsOf }: Wanted): RecordedCalls {
  const service = key.caller ?? ''
  const version = key.callerVersion ?? undefined
  const headers: Record<string, string> = {}
  const unrecorded: string[] = []
  for (const name of reads.headers) {
    const value = key[`header:${name}`]
    if (value === undefined) unrecorded.push(name)
    else if (value !== null) headers[name] = value
  }
  const instance = key.callerInstance ?? undefined
  const tenantName = key.tenantName ?? undefined
  return {
    calls,
    unrecorded,
    newest,
    caller: { namespace, service, ...(version === undefined ? {} : { version }) },
    shownCaller:
      key.callerSeen === 'no'
        ? { service: '', hidden: true }
        : { service, ...(version === undefined ? {} : { version }) },
    tenant: key.tenant ? { id: key.tenant, ...(tenantName === undefined ? {} : { name: tenantName }) } : undefined,
    namespace: key.calleeNamespace ?? namespace,
    call: {
      headers,
      caller: service,
      path: key.path ?? undefined,
      method: key.method ?? undefined,
      ...(key.query ? { query: Object.fromEntries(new URLSearchParams(key.query)) } : {}),
      ...(instance === undefined ? {} : { callerLabels: labelsOf({ namespace, service, instance }) }),
    },
  }
}
