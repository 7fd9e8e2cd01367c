import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '#shared/mesh/match.ts'
import { editFields, readFields } from './fields.ts'
import { editMatchGroup, readMatchGroup, sameMatches } from './match-group.ts'

const plane = 'java-chassis-3'

const condition = (field: Condition['field'], name: string, value: string): Condition => ({
  field,
  name,
  operator: 'is',
  value,
  ignoreCase: false,
})
const vip = condition('header', 'x-tenant', 'vip')
const checkout = { ...condition('path', '', '/checkout'), operator: 'starts-with' as const }
const reads = condition('method', '', 'GET')

const foreign = `# made by hand
alias: checkout   # shown in the old console
services: "order:1.0.0,cart"
matches:
  - name: first
    trafficMarkPolicy: once
    headers: {X-Tenant: {exact: "vip"}} # big ones
  - name: second
    method: [GET, POST]
`

test('a new group says what was drafted', () => {
  const match = { any: [{ all: [vip, checkout] }, { all: [reads] }] }

  const text = editMatchGroup(undefined, match, plane) ?? ''

  expect(text).toBe(`matches:
  - name: "m1"
    headers:
      X-Tenant:
        exact: "vip"
    apiPath:
      prefix: "/checkout"
  - name: "m2"
    method: ["GET"]
`)
  expect(readMatchGroup(text, plane)).toEqual({ match, understood: 'whole', findings: [] })
})

test('a group from elsewhere is read as far as the model goes, and says what it holds beside', () => {
  const { match, understood, findings } = readMatchGroup(foreign, plane)

  expect(match.any[0]?.all).toEqual([vip])
  expect(match.any[1]?.all).toEqual([{ ...reads, operator: 'one-of', value: 'GET,POST' }])
  expect(understood).toBe('partly')
  expect(findings.map(({ params }) => params['fields'])).toEqual(['trafficMarkPolicy', 'services'])
})

test('an edit of one entry leaves the other one, the comments and the unknown fields as they are', () => {
  const { match } = readMatchGroup(foreign, plane)
  const [first = { all: [] }, second = { all: [] }] = match.any

  const edited = editMatchGroup(foreign, { any: [{ all: [...first.all, checkout] }, second] }, plane)

  expect(edited).toBe(foreign.replace('# big ones\n', '# big ones\n    apiPath:\n      prefix: "/checkout"\n'))
  expect(editMatchGroup(foreign, match, plane)).toBe(foreign)
})

test('entries come and go without the others', () => {
  const { match } = readMatchGroup(foreign, plane)
  const more = editMatchGroup(foreign, { any: [...match.any, { all: [vip] }] }, plane) ?? ''

  expect(more.startsWith(foreign)).toBe(true)
  expect(readMatchGroup(more, plane).match.any).toHaveLength(3)
  expect(editMatchGroup(more, match, plane)).toBe(foreign)
})

test('whatever java-chassis can say is written so that it reads back the same, from any text before', () => {
  const word = fc.stringMatching(/^[a-cX-Z019_./:"\\# -]{1,12}$/)
  const one = fc.oneof(
    fc.record({ field: fc.constant('header' as const), name: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), value: word }),
    fc.record({ field: fc.constant('query' as const), name: fc.stringMatching(/^[a-z]{1,8}$/), value: word }),
    fc.record({ field: fc.constant('path' as const), name: fc.constant(''), value: word }),
  )
  const group = fc
    .uniqueArray(one, { minLength: 1, maxLength: 4, selector: ({ field, name }) => `${field} ${name}` })
    .map((all) => ({ all: all.map((each) => ({ ...each, operator: 'is' as const, ignoreCase: false })) }))
  const match = fc.array(group, { minLength: 1, maxLength: 4 }).map((any) => ({ any }))

  fc.assert(
    fc.property(match, match, (first, second) => {
      const text = editMatchGroup(undefined, first, plane)
      const edited = editMatchGroup(text, second, plane) ?? ''
      expect(sameMatches(readMatchGroup(edited, plane).match, second)).toBe(true)
    }),
  )
})

test('a group for go-chassis says path and method, too, and several ways to say a path are kept as they are', () => {
  const match = { any: [{ all: [vip, { ...checkout, operator: 'contains' as const }, reads] }] }

  const text = editMatchGroup(undefined, match, 'go-chassis') ?? ''

  expect(readMatchGroup(text, 'go-chassis')).toEqual({ match, understood: 'whole', findings: [] })
  const several = readMatchGroup('matches:\n  - apiPath: {exact: "/a", contains: "b"}\n', 'go-chassis')
  expect(several).toMatchObject({ understood: 'partly', findings: [{ params: { fields: 'apiPath' } }] })
})

test('fields are set and taken out, the rest of the document stays byte for byte', () => {
  const text = '# slow\nrate: 5 # per second\norder: 3\nrecordFailureStatus: ["502", "503"]\n'

  expect(readFields(text).fields).toEqual(
    new Map<string, unknown>([
      ['rate', '5'],
      ['order', '3'],
      ['recordFailureStatus', ['502', '503']],
    ]),
  )
  expect(
    editFields(text, [
      ['rate', 5],
      ['recordFailureStatus', ['502', '503']],
    ]),
  ).toBe(text)
  expect(
    editFields(text, [
      ['rate', 8],
      ['order', undefined],
      ['burst', '2'],
    ]),
  ).toBe('# slow\nrate: 8 # per second\nrecordFailureStatus: ["502", "503"]\nburst: "2"\n')
  expect(editFields('{rate: 5, order: 1}', [['rate', 7]])).toBe('rate: 7\norder: 1')
  expect(
    editFields(undefined, [
      ['rate', 5],
      ['burst', undefined],
    ]),
  ).toBe('rate: 5\n')
})
