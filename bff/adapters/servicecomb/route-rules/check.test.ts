import { afterAll, describe, expect, test } from 'vitest'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import type { Condition } from '#shared/mesh/match.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { type Lab, appLabels, lab, labOfTest, namespace, real } from '../../../test-support/servicecomb-lab.ts'
import type { RecentCalls } from './check.ts'
import { header as headerIs, to } from './rule-parts.test-support.ts'

const ref: PolicyRef = { mesh: 'lab', namespace, service: 'ocr', kind: 'route-rules', name: 'app' }

type Route = ObservedRouteRule['routes'][number]

const route = (all: Condition[], ...destinations: Route['destinations']): Route => ({
  name: '',
  match: { any: all.length > 0 ? [{ all }] : [] },
  destinations: destinations.length > 0 ? destinations : [to('1.0.0')],
  remainder: 0,
})
const header = (operator: Condition['operator'], value: string, rest: Partial<Condition> = {}): Condition => ({
  ...headerIs('device-os', operator, value),
  ...rest,
})

let standing: Promise<Lab> | undefined
afterAll(async () => {
  await (await standing)?.close()
})

/** The mesh below, shared by tests that change nothing in it. */
function sharedMesh(): Promise<Lab> {
  standing ??= lab().then(filled)
  return standing
}

async function mesh(options: Parameters<typeof lab>[0] = {}): Promise<Lab> {
  return filled(await labOfTest(options))
}

/** Two ready instances of 1.0.0, one of 1.0.1. */
async function filled(world: Lab): Promise<Lab> {
  await world.register('ocr', '1.0.0', {})
  await world.register('ocr', '1.0.0', { zone: 'b' })
  await world.register('ocr', '1.0.1', {})
  return world
}

async function codes(world: Lab, routes: Route[], more: Partial<{ ref: PolicyRef; enabled: boolean }> = {}) {
  const findings = await world.target.check({ ref, spec: { routes }, enabled: true, base: noBase, ...more }, undefined)
  return findings.map(({ code, severity, field }) => [severity, code, field ?? ''].join(' ').trim())
}

describe.skipIf(real)('a draft of a route rule', () => {
  test('that is sound has nothing against it', async () => {
    const world = await mesh()
    await world.register('ocr', '1.0.1', {})

    expect(await codes(world, [route([header('is', 'android')], to('1.0.0', 95), to('1.0.1', 5)), route([])])).toEqual(
      [],
    )
  })

  test('with weights that miss 100, or with broken per cents, is refused', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [route([], to('1.0.0', 96))])).toEqual(['error weights-miss-100 routes.0.destinations'])
    expect(await codes(world, [route([], to('1.0.0', 99.5), to('1.0.1', 0.5))])).toEqual(
      expect.arrayContaining(['error weight-not-whole routes.0.destinations.0']),
    )
  })

  test('without routes, or that is no rule at all, is refused', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [])).toEqual(['error too-few-items routes'])
    const nonsense: unknown = { routes: 'none' }
    const edit = { ref, spec: nonsense as ObservedRouteRule, enabled: true, base: noBase } // what a client may send
    expect(await world.target.check(edit, undefined)).toMatchObject([{ severity: 'error', field: 'routes' }])
  })

  test('that sends calls where nobody is, or to one instance alone, says which', async () => {
    const world = await sharedMesh()

    const findings = await world.target.check(
      { ref, spec: { routes: [route([], to('1.0.1', 60), to('3.0.0', 40))] }, enabled: true, base: noBase },
      undefined,
    )

    expect(findings).toEqual([
      {
        code: 'destination-single-instance',
        severity: 'note',
        params: { destination: '1.0.1', version: '1.0.1', weight: 60 },
        field: 'routes.0.destinations.0',
      },
      {
        code: 'destination-without-ready-instances',
        severity: 'warning',
        params: { destination: '3.0.0', version: '3.0.0', weight: 40 },
        field: 'routes.0.destinations.1',
      },
    ])
  })

  test('without a catch-all says where the rest falls, in calls a second where that is known', async () => {
    const android = { headers: { 'device-os': 'android' } }
    const ios = { headers: { 'device-os': 'ios' } }
    const recentCalls: RecentCalls = () => Promise.resolve({ calls: [android, ios, ios, ios], perSecond: 16 })
    const known = await mesh({ recentCalls })
    const unknown = await sharedMesh()
    const spec = { routes: [route([header('is', 'android')])] }

    expect(await known.target.check({ ref, spec, enabled: true, base: noBase }, undefined)).toEqual(
      expect.arrayContaining([
        { code: 'no-catch-all-rate', severity: 'warning', params: { rate: 12, version: '1.0.1' } },
      ]),
    )
    expect(await codes(unknown, spec.routes)).toContain('warning no-catch-all')
  })

  test('about a header that no call carries guesses no figure', async () => {
    const world = await mesh({ recentCalls: () => Promise.resolve({ calls: [{ headers: {} }], perSecond: 16 }) })

    expect(await codes(world, [route([header('is', 'android')])])).toContain('warning no-catch-all')
  })

  test('that is deleted or disabled says what then goes to the newest version', async () => {
    const world = await mesh({ recentCalls: () => Promise.resolve({ calls: [{ headers: {} }], perSecond: 16 }) })
    const expected = [{ code: 'without-rule-rate', severity: 'warning', params: { rate: 16, version: '1.0.1' } }]

    expect(await world.target.check({ ref, spec: null, enabled: true, base: noBase }, undefined)).toEqual(expected)
    expect(
      await world.target.check({ ref, spec: { routes: [route([])] }, enabled: false, base: noBase }, undefined),
    ).toEqual(expected)
  })

  test('with routes that are never reached says so', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [route([]), route([header('is', 'android')])])).toContain(
      'warning route-unreachable routes.1',
    )
    expect(
      await codes(world, [route([header('is', 'android')]), route([header('is', 'android')]), route([])]),
    ).toContain('warning route-repeated routes.1')
  })

  test('that leaves out the newest version says so', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [route([])])).toEqual(['note newer-version-left-out'])
    expect(await codes(world, [route([], to('latest'))])).toEqual([
      'note destination-single-instance routes.0.destinations.0',
    ])
  })

  test.each<[string, Condition, string]>([
    ['an unreadable pattern', header('matches', '('), 'error pattern-unreadable'],
    ['a pattern beyond POSIX', header('matches', String.raw`\d+`), 'error pattern-not-posix'],
    ['a flag in a pattern', header('matches', '(?i)beta'), 'error pattern-not-posix'],
    ['a pattern in capitals', header('matches', '[[:alpha:]]', { ignoreCase: true }), 'error pattern-changed-by-case'],
    ['a pattern that finds nothing in nothing', header('matches', 'a*'), 'warning absent-header-matches'],
    ['a header without a name', header('is', 'x', { name: '' }), 'error condition-without-name'],
    ['a name that is none', header('is', 'x', { name: 'device os' }), 'error header-name-invalid'],
    ['nothing to compare with', header('is', ''), 'error condition-without-value'],
    ['no alternatives', header('one-of', ' , '), 'error condition-without-value'],
    ['a line break', header('is', 'a\nb'), 'error header-value-invalid'],
    ['no number', header('less', 'ten'), 'error number-needed'],
    ['the caller', header('is', 'portal', { field: 'caller', name: '' }), 'error mesher-sets-no-caller'],
    ['the path', header('is', '/x', { field: 'path', name: '' }), 'error not-available'],
  ])('with %s is refused or warned about', async (_, condition, expected) => {
    const world = await sharedMesh()

    expect(await codes(world, [route([condition]), route([])])).toContain(`${expected} routes.0.match.any.0.all.0`)
  })

  test('that compares one header twice in the same way, or with mixed case, is refused', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [route([header('is-not', 'a'), header('is-not', 'b')]), route([])])).toContain(
      'error operator-repeated routes.0.match',
    )
    expect(
      await codes(world, [route([header('is', 'a'), header('contains', 'b', { ignoreCase: true })]), route([])]),
    ).toContain('error ignore-case-mixed routes.0.match')
  })

  test('with alternatives of conditions is refused', async () => {
    const world = await sharedMesh()
    const either = { ...route([]), match: { any: [{ all: [header('is', 'a')] }, { all: [header('is', 'b')] }] } }

    expect(await codes(world, [either, route([])])).toContain('error alternatives-of-conditions routes.0.match')
  })

  test('that is too large for Kie is refused', async () => {
    const world = await sharedMesh()
    const conditions = Array.from({ length: 70 }, (_, index) => header('is', 'x'.repeat(2000), { name: `x-${index}` }))

    expect(await codes(world, [route(conditions), route([])])).toContain('error value-over-limit')
  })

  test('of a scope that nobody reads is refused', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [route([])], { ref: { ...ref, name: 'elsewhere' } })).toEqual(['error scope-unread'])
  })

  test('of a service that is not registered says so', async () => {
    const world = await sharedMesh()

    expect(await codes(world, [route([])], { ref: { ...ref, service: 'vpc' } })).toContain(
      'warning service-not-registered',
    )
  })
})

describe.skipIf(real)('an edit of a rule that others wrote', () => {
  const foreign = `- precedence: 2
  match: {source: portal}
  route: [{weight: 100, tags: {version: "1.0.1"}}]
- precedence: 1
  route: [{weight: 100, tags: {version: "1.0.0"}}]
`

  test('is not refused for what it does not touch', async () => {
    const world = await mesh()
    await world.document('servicecomb.routeRule.ocr', appLabels, foreign)
    const before = await world.target.read(ref)
    if (!before) throw new Error('nothing was read')
    const [first, second] = before.spec.routes
    if (!first || !second) throw new Error('two routes are expected')

    const findings = await world.target.check(
      { ref, spec: { routes: [first, { ...second, destinations: [to('1.0.1')] }] }, enabled: true, base: before.base },
      before,
    )

    expect(before).toMatchObject({ understood: 'partly', findings: [{ code: 'caller-never-matches' }] })
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('shows a route that never matches as such', async () => {
    const world = await mesh()
    await world.document(
      'servicecomb.routeRule.ocr',
      appLabels,
      '- match: {headers: {x-user-group: {exact: beta}}}\n  route: [{weight: 60, tags: {version: 1.0.0}}]\n',
    )

    expect(await world.target.read(ref)).toMatchObject({
      spec: {
        routes: [{ effect: 'never', remainder: 40, destinations: [{ labels: { version: '1.0.0' }, weight: 60 }] }],
      },
      understood: 'partly',
      findings: [
        { code: 'header-never-matches', params: { name: 'x-user-group', canonical: 'X-User-Group' } },
        { code: 'weights-below-100', params: { remainder: 40 } },
      ],
    })
  })

  test('of an unreadable document warns that all of it is replaced', async () => {
    const world = await mesh()
    await world.document('servicecomb.routeRule.ocr', appLabels, '- route: [{weight: 100')
    const before = await world.target.read(ref)

    const findings = await world.target.check({ ref, spec: { routes: [route([])] }, enabled: true, base: '' }, before)

    expect(before).toMatchObject({ understood: 'not', findings: [{ code: 'rule-unreadable', severity: 'error' }] })
    expect(findings.map(({ code }) => code)).toContain('rule-replaced')
  })
})

test.skipIf(real)(
  'a service whose name has dots is pointed out, and so is what drops every call where it stands',
  async () => {
    const world = await mesh()
    const dotted = { ...ref, service: 'ocr.v2' }
    await world.document('servicecomb.routeRule.ocr', appLabels, '- precedence: 1\n  route: []\n')
    const bad = '- match: {headers: {X-Os: {regex: "a("}}}\n  route: [{weight: 100, tags: {version: "1.0.0"}}]\n'
    await world.document('servicecomb.routeRule.vpc', appLabels, bad)
    const found = async (service: string) => (await world.target.read({ ...ref, service }))?.findings

    expect(await codes(world, [route([])], { ref: dotted })).toContain('note name-with-dots')
    expect(await found('ocr')).toContainEqual(
      expect.objectContaining({ code: 'route-without-destinations', severity: 'error' }),
    )
    expect(await found('vpc')).toContainEqual(
      expect.objectContaining({
        code: 'pattern-drops-calls',
        severity: 'error',
        params: { name: 'x-os', pattern: 'a(' },
      }),
    )
  },
)
