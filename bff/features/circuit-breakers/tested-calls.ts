import type { TestedCall, TestedNames } from '#shared/features/circuit-breakers/backtest-run.ts'
import type { CircuitSemantics } from '#shared/features/circuit-breakers/circuit.ts'
import type { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { type Match, matchesAll } from '#shared/mesh/match.ts'
import { modelSemantics } from '#shared/mesh/matching.ts'
import { columnsRead, takenBy } from '../../mesh/taken-calls.ts'
import type { CallBatch, CallColumns, NumberColumn, TextColumn } from '../../ports/call-selection.ts'
import type { Concerned } from './concerned.ts'

const ends = [
  'callerNamespace',
  'caller',
  'callerInstance',
  'callerSeen',
  'calleeNamespace',
  'callee',
  'calleeInstance',
  'calleeSeen',
] as const
const texts = [...ends, 'outcome', 'cause', 'tenant', 'tenantName'] as const
const numbers = ['status', 'durationMs', 'attempt'] as const

/** What is read of each call: more where the breaker is for some calls only. */
export function columnsFor(match: Match | undefined): CallColumns<TextColumn, NumberColumn> {
  if (!match || matchesAll(match)) return { texts, numbers, order: 'oldest-first' }
  return { texts: [...texts, ...columnsRead([match])], numbers, order: 'oldest-first' }
}

type Batch = CallBatch<TextColumn, NumberColumn>

/** Makes calls on their way through circuits of recorded ones, batch by batch. */
export function testedCalls({ match }: CircuitBreaker, { semanticsOf }: Concerned) {
  const isFor = match && !matchesAll(match) ? takenBy(match, modelSemantics) : () => true
  const pairs = numbered<Pair>()
  const circuits = numbered<string>()
  const tenants = numbered<{ id: string; name?: string }>()
  const known = new Map<string, { semantics: CircuitSemantics | undefined; pair: number }>()
  const failing = new Map<CircuitSemantics, (status: number) => boolean>()
  const counts = { leftOut: 0, uncounted: 0, retried: 0, unread: 0 }

  function pairOf(text: (column: TextColumn) => string | undefined, codes: string) {
    const found = known.get(codes)
    if (found) return found
    const named = {
      callerNamespace: text('callerNamespace'),
      caller: text('caller'),
      calleeNamespace: text('calleeNamespace'),
      callee: text('callee'),
    }
    const told: Pair = {
      ...(named.caller !== undefined && text('callerSeen') === 'yes' ? { caller: named.caller } : {}),
      ...(named.callee !== undefined && text('calleeSeen') === 'yes' ? { callee: named.callee } : {}),
    }
    const made = { semantics: semanticsOf(named), pair: pairs.numberOf(JSON.stringify(named), told) }
    known.set(codes, made)
    return made
  }

  function isListed(status: number, semantics: CircuitSemantics): boolean {
    const test = failing.get(semantics) ?? listed(semantics.failureStatuses)
    failing.set(semantics, test)
    return test(status)
  }

  function readRow(batch: Batch, row: number): { call: TestedCall; semantics: CircuitSemantics } | undefined {
    const code = (column: TextColumn) => batch.texts[column]?.codes[row] ?? -1
    const text = (column: TextColumn) => batch.texts[column]?.values[code(column)] ?? undefined
    const { semantics, pair } = pairOf(text, ends.map(code).join(' '))
    if (!semantics) return undefined
    const [outcome, status] = [text('outcome'), batch.numbers.status[row] ?? Number.NaN]
    const reached = text('calleeInstance') !== undefined
    // What was refused before the circuit, or behind it, or is another instance's matter, never met it.
    if (outcome === 'limited' && (!reached || semantics.heldBy === 'callee')) return undefined
    if (semantics.heldBy !== 'caller' && !reached) return undefined
    const taken = isFor(batch, row)
    if (taken === undefined) counts.unread += 1
    if (!taken) return undefined
    if (outcome === 'open-circuit') {
      counts.leftOut += 1
      return undefined
    }
    const unanswered =
      text('cause') === 'no-answer' || (outcome !== 'ok' && outcome !== 'failed' && outcome !== 'limited')
    const failed = unanswered || isListed(status, semantics)
    if (!failed && status >= 500) counts.uncounted += 1
    if ((batch.numbers.attempt[row] ?? 0) > 0) counts.retried += 1
    const holder = {
      caller: `${code('callerInstance')}`,
      'caller-for-instance': `${code('callerInstance')} ${code('calleeInstance')}`,
      callee: `${code('calleeInstance')}`,
    }[semantics.heldBy]
    // A called instance has one circuit for all of its callers.
    const circuit = circuits.numberOf(semantics.heldBy === 'callee' ? holder : `${pair} ${holder}`, '')
    const tenant = text('tenant')
    const name = text('tenantName')
    return {
      semantics,
      call: {
        at: (batch.at[row] ?? 0) / 1000,
        tookMs: batch.numbers.durationMs[row] ?? 0,
        failed,
        circuit,
        pair,
        tenant:
          tenant === undefined ? -1 : tenants.numberOf(tenant, { id: tenant, ...(name === undefined ? {} : { name }) }),
      },
    }
  }

  const names: TestedNames = {
    pair: (number) => pairs.at(number) ?? {},
    tenant: (number) => tenants.at(number),
  }
  return {
    names,
    counts: () => counts,
    read(batch: Batch, take: (call: TestedCall, semantics: CircuitSemantics) => void): void {
      for (let row = 0; row < batch.rows; row += 1) {
        const found = readRow(batch, row)
        if (found) take(found.call, found.semantics)
      }
    },
  }
}

interface Pair {
  caller?: string
  callee?: string
}

/** Numbers for keys, and what each stands for. */
function numbered<Value>() {
  const byKey = new Map<string, number>()
  const values: Value[] = []
  return {
    numberOf(key: string, value: Value): number {
      const known = byKey.get(key)
      if (known !== undefined) return known
      byKey.set(key, values.length)
      return values.push(value) - 1
    },
    at: (number: number): Value | undefined => values[number],
  }
}

/** Whether a status is in a list such as `502, 5xx`. */
function listed(statuses: readonly string[]): (status: number) => boolean {
  const pattern = new RegExp(`^(?:${statuses.map((each) => each.replaceAll('x', String.raw`\d`)).join('|')})$`)
  const known = new Map<number, boolean>()
  return (status) => {
    const found = known.get(status) ?? (statuses.length > 0 && pattern.test(String(status)))
    known.set(status, found)
    return found
  }
}
