import { describe, expect, test } from 'vitest'
import type { RouteRule } from '#shared/features/route-rules/model.ts'
import { editRouteRule, newRouteRule } from './editor.ts'
import { precedencesOf } from './route-pairs.ts'
import { draftOf } from './draft.ts'
import { readRouteRule } from './reader.ts'
import { header, to } from './rule-parts.test-support.ts'

/** The rule of a text as a draft, changed. */
function edited(text: string, change: (rule: RouteRule) => void): string | undefined {
  const rule = draftOf(structuredClone(readRouteRule(text, 'mesher').rule)) as RouteRule // what was read is a draft here
  change(rule)
  return editRouteRule(text, rule, 'mesher')
}

const route = (rule: RouteRule, index: number) => {
  const found = rule.routes[index]
  if (!found) throw new Error(`no route ${index}`)
  return found
}

const weigh = (rule: RouteRule, index: number, ...weights: number[]) => {
  for (const [at, destination] of route(rule, index).destinations.entries()) destination.weight = weights[at] ?? 0
}

const everything: RouteRule = { routes: [{ name: '', match: { any: [] }, destinations: [to('1.0.0')] }] }
const android = { any: [{ all: [header('device-os', 'is', 'android')] }] }

const commented = `# Owned by the ocr team.
- precedence: 10   # leave room
  owner: ocr
  match:
    headers:
      X-User-Group: {exact: beta}   # testers
  route:
    # most
    - weight: 90
      tags: {version: "1.0.0"}
      note: 'stable'
    - {tags: {version: "1.0.1"}, weight: 10}

# everybody else
- precedence: 5
  route:
    - weight: 100
      tags:
        version: 1.0.0
`

describe('an edit changes only what it is about', () => {
  test('a weight', () => {
    expect(edited(commented, (rule) => weigh(rule, 0, 80, 20))).toBe(
      commented.replace('weight: 90', 'weight: 80').replace('weight: 10}', 'weight: 20}'),
    )
  })

  test('a value of a condition', () => {
    const change = (rule: RouteRule) =>
      (route(rule, 0).match = { any: [{ all: [header('x-user-group', 'is', 'gold')] }] })

    expect(edited(commented, change)).toBe(commented.replace('exact: beta', 'exact: "gold"'))
  })

  test('a route put on top', () => {
    const change = (rule: RouteRule) =>
      rule.routes.unshift({ name: 'android', match: android, destinations: [to('1.0.0', 95), to('1.0.1', 5)] })

    expect(edited(commented, change)).toBe(
      commented.replace(
        '- precedence: 10 ',
        `- precedence: 11
  match:
    headers:
      Device-Os:
        exact: "android"
  route:
    - weight: 95
      tags:
        version: "1.0.0"
    - weight: 5
      tags:
        version: "1.0.1"
- precedence: 10 `,
      ),
    )
  })

  test('a route taken away', () => {
    const after = edited(commented, (rule) => void rule.routes.shift())

    expect(after).toBe(`# Owned by the ocr team.\n\n${commented.slice(commented.indexOf('# everybody'))}`)
  })

  test('the order of two routes, in which the text stays where it is', () => {
    expect(edited(commented, (rule) => void rule.routes.reverse())).toBe(
      commented.replace('precedence: 5', 'precedence: 11'),
    )
  })

  test('a destination put in, one taken out', () => {
    const put = edited(commented, (rule) => route(rule, 1).destinations.push(to('1.0.1', 0)))
    expect(put).toBe(`${commented}    - weight: 0\n      tags:\n        version: "1.0.1"\n`)

    const out = edited(commented, (rule) => (route(rule, 0).destinations = [to('1.0.0')]))
    expect(out).toBe(
      commented.replace('weight: 90', 'weight: 100').replace('    - {tags: {version: "1.0.1"}, weight: 10}\n', ''),
    )
  })

  test('a condition put in, one taken out', () => {
    const both = { any: [{ all: [header('x-user-group', 'is', 'beta'), header('x-age', 'at-least', '18')] }] }
    expect(edited(commented, (rule) => (route(rule, 0).match = both))).toBe(
      commented.replace('# testers\n', '# testers\n      X-Age:\n        noLess: "18"\n'),
    )

    expect(edited(commented, (rule) => (route(rule, 0).match = { any: [] }))).toBe(
      commented.replace('  match:\n    headers:\n      X-User-Group: {exact: beta}   # testers\n', ''),
    )
  })

  test('nothing at all leaves the text as it is, however it is written', () => {
    const odd = `[{"precedence":1,"route":[{"weight":60,"tags":{"version":1.0}}]}]`

    expect(edited(odd, () => {})).toBe(odd)
  })
})

describe('other ways of writing', () => {
  test('JSON keeps its form when a number changes', () => {
    const json = '[{"precedence": 1, "owner": "shop", "route": [{"weight": 100, "tags": {"version": "1.0.0"}}]}]'

    expect(
      edited(json, (rule) => void (weigh(rule, 0, 40), route(rule, 0).destinations.push(to('1.0.1', 60)))),
    ).toContain('"owner": "shop"')
    expect(
      edited(
        json.replace('[{"weight": 100, ', '[{"weight": 50, "tags": {"version": "2.0.0"}}, {"weight": 50, '),
        (rule) => weigh(rule, 0, 40, 60),
      ),
    ).toBe(json.replace('[{"weight": 100, ', '[{"weight": 40, "tags": {"version": "2.0.0"}}, {"weight": 60, '))
  })

  test('a condition in braces is opened where the edit needs room, and the rest stays', () => {
    const flow = `- {precedence: 2, owner: x, match: {headers: {X-User-Group: {exact: beta}}}, route: [{weight: 100, tags: {version: "2.0.0"}}]}
- {precedence: 1, route: [{weight: 100, tags: {version: "1.0.0"}}]} # rest
`
    const two = { any: [{ all: [header('x-user-group', 'is', 'beta'), header('device-os', 'one-of', 'android,ios')] }] }

    const after = edited(flow, (rule) => (route(rule, 0).match = two))

    expect(after).toContain('owner: x')
    expect(after).toContain('X-User-Group: {exact: beta}')
    expect(after).toContain('regex: "^(android|ios)$" # meshdeck: one-of')
    expect(after).toContain('- {precedence: 1, route: [{weight: 100, tags: {version: "1.0.0"}}]} # rest\n')
  })

  test('what two routes share through an anchor is written out for the one that changes', () => {
    const shared = `- precedence: 2
  match: {headers: {X-Age: {noLess: "18"}}}
  route: &all
    - weight: 100
      tags: {version: "1.0.0"}
- precedence: 1
  route: *all
`
    const first = edited(shared, (rule) => void (route(rule, 0).destinations = [to('1.0.0', 90), to('1.0.1', 10)]))
    const second = edited(shared, (rule) => void (route(rule, 1).destinations = [to('1.0.1')]))

    for (const [text, changed, kept] of [
      [first, 0, 1],
      [second, 1, 0],
    ] as const) {
      const read = readRouteRule(text ?? '', 'mesher').rule.routes
      expect(read[kept]?.destinations).toEqual([to('1.0.0')])
      expect(read[changed]?.destinations).not.toEqual([to('1.0.0')])
    }
  })

  test('an unreadable document is replaced as a whole', () => {
    expect(editRouteRule('- route: [{weight: 100', everything, 'mesher')).toBe(newRouteRule(everything, 'mesher'))
  })

  test('an empty list keeps its comments', () => {
    expect(editRouteRule('# none yet\n[]\n', everything, 'mesher')).toBe(
      `# none yet\n${newRouteRule(everything, 'mesher')}`,
    )
  })
})

describe('a route that refers to a match group', () => {
  const referring = `- precedence: 2
  match: {refer: vip}
  route: [{weight: 100, tags: {version: "1.0.0"}}]
- precedence: 1
  route: [{weight: 100, tags: {version: "1.0.0"}}]
`

  test('is not taken for the catch-all that looks like it', () => {
    expect(edited(referring, (rule) => void rule.routes.pop())).toBe(
      referring.slice(0, referring.indexOf('- precedence: 1')),
    )
    expect(edited(referring, (rule) => void rule.routes.shift())).toBe(
      referring.slice(referring.indexOf('- precedence: 1')),
    )
  })

  test('keeps what it refers to when its destinations change', () => {
    expect(edited(referring, (rule) => (route(rule, 0).destinations = [to('1.0.1')]))).toContain('match: {refer: vip}')
  })
})

test('a route that never matches is mended by putting the same one in its place', () => {
  const never =
    '- match: {headers: {x-user-group: {exact: beta}}}\n  route: [{weight: 100, tags: {version: "1.0.0"}}]\n'
  const same = { any: [{ all: [header('x-user-group', 'is', 'beta')] }] }

  expect(edited(never, () => {})).toBe(never)
  expect(
    edited(never, (rule) => (rule.routes = [{ name: 'beta', match: same, destinations: [to('1.0.0')] }])),
  ).toContain('X-User-Group:')
})

describe('precedences', () => {
  test('stay while they descend, and make room for what is new', () => {
    expect(precedencesOf([10, 5, 1])).toEqual([10, 5, 1])
    expect(precedencesOf([undefined, 10, 5])).toEqual([11, 10, 5])
    expect(precedencesOf([10, undefined, 5])).toEqual([10, 6, 5])
    expect(precedencesOf([6, undefined, 5])).toEqual([7, 6, 5])
    expect(precedencesOf([3, 3, 3])).toEqual([5, 4, 3])
    expect(precedencesOf([undefined, undefined])).toEqual([2, 1])
  })
})

describe('what java-chassis 3 does without an instance', () => {
  const javaRule = `- precedence: 1 # the only one
  route:
    - weight: 100
      tags:
        version: "1.0.0"
`
  function javaEdited(text: string, change: (rule: RouteRule) => void): string | undefined {
    const rule = draftOf(structuredClone(readRouteRule(text, 'java-chassis-3').rule)) as RouteRule // see above
    change(rule)
    return editRouteRule(text, rule, 'java-chassis-3')
  }

  test('a fallback and no empty protection are added at the end of their route, and taken away again', () => {
    const more = javaEdited(javaRule, (rule) => {
      Object.assign(route(rule, 0), { fallback: [to('2.0.0')], emptyProtection: false })
    })

    expect(more).toBe(`${javaRule}  fallback:
    - weight: 100
      tags:
        version: "2.0.0"
  emptyProtection: false
`)
    expect(readRouteRule(more ?? '', 'java-chassis-3')).toMatchObject({
      understood: 'whole',
      rule: { routes: [{ fallback: [to('2.0.0')], emptyProtection: false }] },
    })
    const less = javaEdited(more ?? '', (rule) => {
      delete route(rule, 0).fallback
      delete route(rule, 0).emptyProtection
    })
    expect(less).toBe(`${javaRule}  emptyProtection: true\n`)
  })

  test('a weight inside a fallback changes alone, with the comments that stand beside it', () => {
    const text = `- route: [{weight: 100, tags: {version: "9"}}]
  fallback:
    - weight: 70 # most
      tags: {version: "1.0.0"}
    - weight: 30
      tags: {version: "2.0.0"}
`
    expect(
      javaEdited(text, (rule) => {
        route(rule, 0).fallback = [to('1.0.0', 60), to('2.0.0', 40)]
      }),
    ).toBe(text.replace('weight: 70', 'weight: 60').replace('weight: 30', 'weight: 40'))
  })

  test('destinations and what holds without them change together', () => {
    const text = javaEdited(javaRule, (rule) => {
      Object.assign(route(rule, 0), {
        destinations: [to('1.0.0', 50), to('1.0.1', 50)],
        fallback: [to('2.0.0')],
        emptyProtection: false,
      })
    })
    expect(readRouteRule(text ?? '', 'java-chassis-3').rule.routes[0]).toMatchObject({
      destinations: [to('1.0.0', 50), to('1.0.1', 50)],
      fallback: [to('2.0.0')],
      emptyProtection: false,
    })
  })

  test('other data planes do not read it: it is kept and named', () => {
    const text = `${javaRule}  emptyProtection: false\n`
    expect(readRouteRule(text, 'mesher')).toMatchObject({
      understood: 'partly',
      findings: [{ code: 'fields-kept', params: { fields: 'emptyProtection' } }],
    })
    expect(edited(text, (rule) => (route(rule, 0).destinations = [to('1.0.1')]))).toContain('emptyProtection: false')
  })
})

test('the service that java-chassis names in a match is the called one: it is kept, and no condition on the caller', () => {
  const text = '- match: {serviceName: portal}\n  route: [{weight: 100, tags: {version: "1"}}]\n'

  expect(readRouteRule(text, 'java-chassis-3')).toMatchObject({
    understood: 'partly',
    rule: { routes: [{ match: { any: [] }, effect: 'unknown' }] },
    findings: [{ code: 'fields-kept', params: { fields: 'match.serviceName' } }],
  })
})
