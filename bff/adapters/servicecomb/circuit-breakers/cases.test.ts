import { describe, expect, test } from 'vitest'
import { type Circuit, type CircuitSemantics, circuitOf } from '#shared/features/circuit-breakers/circuit.ts'
import { circuitBreakerCases } from '../../../../sandbox/cases/circuit-breakers.ts'
import type { Answering, CaseCalls, CaseStep, GovernanceCase } from '../../../../sandbox/cases/governance-case.ts'
import type { JavaCase, Step } from '../../../../sandbox/cases/java-case.ts'
import { javaCircuitBreakerCases } from '../../../../sandbox/cases/java-circuit-breakers.ts'
import { chassis } from '../../../../sandbox/chassis.ts'
import { readGo } from './go-settings.ts'
import { readJava } from './java-policies.ts'
import { goFields, goKey } from './keys.ts'
import { circuitSemantics } from './semantics.ts'

const begin = 1_700_000_000_000

/** What came of a step, beside what the case says, and when it ended. */
interface Played {
  end: number
  seen?: Record<string, number>
  expected?: Record<string, number>
}

describe('the console’s circuit decides as Mesher does', () => {
  // A case is the circuit's when nothing else answers, and nothing is changed while it runs.
  const isOfCircuits = ({ steps, atStart = {} }: GovernanceCase) =>
    steps.every((step) => !('write' in step) && !('restart' in step)) &&
    Object.keys(atStart).every((key) => !key.startsWith('cse.fallback')) &&
    steps.every((step) => !('times' in step) || step.service === undefined || step.service === 'order')
  const cases = circuitBreakerCases.filter(isOfCircuits)

  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, subject) => {
    const values = Object.fromEntries(Object.entries(subject.atStart ?? {}).filter(([, value]) => value !== null))
    const { spec } = readGo(
      new Map(
        Object.keys(goFields).flatMap((field) => {
          const value = values[goKey({ kind: 'every' }, field as keyof typeof goFields)] // a key of that constant
          return value === undefined || value === null ? [] : [[field, value] as const]
        }),
      ),
      'mesher',
      { kind: 'every' },
    )
    const list = { ...chassis, ...subject.caller }['servicecomb.transport.failure.rest'] ?? ''
    const statuses = list.split(',').map((each) => each.slice('http_'.length))
    const semantics = { ...circuitSemantics('mesher', { kind: 'every' }, spec), failureStatuses: statuses }
    const circuit = circuitOf(spec, semantics)
    const answers = new Map<string, Answering>()
    const [first] = subject.instances ?? []
    const name = first?.name ?? 'a'
    answers.set(name, first?.answers ?? 200)
    let now = begin
    const stage = { circuit, semantics, answers, name, timeoutMs: spec.timeoutMs }
    for (const step of subject.steps) {
      const { end, seen, expected } = play(step, stage, now)
      expect(seen).toEqual(expected)
      now = end
    }
  })

  interface Stage {
    circuit: Circuit
    semantics: CircuitSemantics
    answers: Map<string, Answering>
    name: string
    timeoutMs: number | undefined
  }

  function play(step: CaseStep, stage: Stage, now: number): Played {
    if ('passMs' in step) return { end: now + step.passMs }
    if ('answers' in step) {
      for (const [instance, answering] of Object.entries(step.answers)) stage.answers.set(instance, answering)
      return { end: now }
    }
    if (!('times' in step)) return { end: now }
    const { end, ...seen } = step.atOnce ? atOnce(step, stage, now) : oneByOne(step, stage, now)
    return { end, seen, expected: countsIn(step.outcomes) }
  }

  function oneByOne(step: CaseCalls, { circuit, semantics, answers, name, timeoutMs }: Stage, now: number) {
    const seen = { went: 0, refused: 0, crowded: 0 }
    let at = now
    for (let call = 0; call < step.times; call += 1) {
      const admission = circuit.begin(at)
      seen[admission === 'goes' ? 'went' : admission] += 1
      if (admission === 'goes') {
        const answering = answers.get(name) ?? 200
        const silent = answering === 'nothing' || answering === 'refuses'
        const tookMs = answering === 'nothing' ? (timeoutMs ?? 0) : 0
        at += tookMs
        circuit.end(at, {
          failed: silent || semantics.failureStatuses.some((each) => Number(each) === answering),
          tookMs,
        })
      }
      at += step.everyMs ?? 0
    }
    return { ...seen, end: at }
  }

  function atOnce(step: CaseCalls, { circuit }: Stage, now: number) {
    const admissions = Array.from({ length: step.times }, () => circuit.begin(now))
    const of = (kind: string) => admissions.filter((each) => each === kind).length
    for (const admission of admissions) if (admission === 'goes') circuit.end(now, { failed: false, tookMs: 0 })
    return { went: of('goes'), refused: of('refused'), crowded: of('crowded'), end: now }
  }

  function countsIn(outcomes: Readonly<Record<string, number>>) {
    const of = (fits: (outcome: string) => boolean) =>
      Object.entries(outcomes).reduce((sum, [outcome, times]) => sum + (fits(outcome) ? times : 0), 0)
    const isRefused = (outcome: string) => outcome.includes('circuit open')
    const isCrowded = (outcome: string) => outcome.includes('max concurrency')
    return { went: of((each) => !isRefused(each) && !isCrowded(each)), refused: of(isRefused), crowded: of(isCrowded) }
  }

  test('most of the sandbox’s own cases are asked', () => expect(cases.length).toBeGreaterThan(12))
})

describe('the console’s circuit decides as java-chassis does', () => {
  const isOfOneCircuit = ({ keys, steps }: JavaCase) =>
    keys['servicecomb.circuitBreaker.all'] !== undefined &&
    keys['servicecomb.rateLimiting.all'] === undefined &&
    !keys['servicecomb.circuitBreaker.all'].includes('failureRateThreshold: 0') &&
    steps.every((step) => !('change' in step))
  const cases = javaCircuitBreakerCases.filter(isOfOneCircuit)

  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, subject) => {
    const of = { kind: 'received', of: 'all' } as const
    const text = subject.keys['servicecomb.circuitBreaker.all'] ?? ''
    const { spec } = readJava(new Map([['breaker', text]]), 'java-chassis-3', of)
    const semantics = circuitSemantics('java-chassis-3', of, spec)
    const circuit = circuitOf(spec, semantics)
    let now = begin
    for (const step of subject.steps) {
      const { end, seen, expected } = play(step, circuit, semantics, now)
      expect(seen).toEqual(expected)
      now = end
    }
  })

  function play(step: Step, circuit: Circuit, semantics: CircuitSemantics, now: number): Played {
    if ('passMs' in step) return { end: now + step.passMs }
    if (!('side' in step)) return { end: now }
    const { times = 1, atOnce, served = {} } = step
    const { status = 200, takesMs = 0 } = served
    let at = now
    let refused = 0
    let running = 0
    const end = () => circuit.end(at, { failed: fails(status, semantics), tookMs: takesMs })
    for (let call = 0; call < times; call += 1) {
      if (circuit.begin(at) !== 'goes') refused += 1
      else if (atOnce) running += 1
      else {
        at += takesMs
        end()
      }
    }
    if (atOnce) at += takesMs
    for (; running > 0; running -= 1) end()
    const expected = Object.entries(step.outcomes).reduce(
      (sum, [outcome, count]) => sum + (outcome.startsWith('open-circuit') ? count : 0),
      0,
    )
    return { end: at, seen: { refused }, expected: { refused: expected } }
  }

  const fails = (status: number, { failureStatuses }: CircuitSemantics) =>
    failureStatuses.some((each) => new RegExp(`^${each.replaceAll('x', '\\d')}$`).test(String(status)))

  test('most of the sandbox’s own cases are asked', () => expect(cases.length).toBeGreaterThan(12))
})
