import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ObservedRateLimit, RateLimit } from '#shared/features/rate-limits/model.ts'
import type { DataPlane } from '../frameworks.ts'
import { readFlowControl, writeFlowControl } from './flow-control.ts'
import { readGroupLimit, writeGroupLimit } from './group-limit.ts'
import { flowControlKey, keysOf, meaningOf, nameOf, placeOf, subjectIn, subjectText } from './keys.ts'
import { sameLimit } from './same-limit.ts'

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)
const plane = fc.constantFrom<DataPlane>('mesher', 'go-chassis', 'java-chassis-2', 'java-chassis-3')
const java = 'java-chassis-3'
const limit = fc.integer({ min: 0, max: 1_000_000 })

const condition = fc.oneof(
  fc.record({ field: fc.constant('header' as const), name: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/) }),
  fc.record({ field: fc.constant('query' as const), name: fc.stringMatching(/^[a-z]{1,8}$/) }),
  fc.record({ field: fc.constant('path' as const), name: fc.constant('') }),
)
const value = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom('a', 'X', '0', '1', '-', '/', '.', ':', '"', '\\', '#', '{', ']', ' '),
})
const all = fc
  .uniqueArray(fc.tuple(condition, value), {
    minLength: 1,
    maxLength: 4,
    selector: ([{ field, name: of }]) => `${field} ${of}`,
  })
  .map((pairs) => pairs.map(([one, text]) => ({ ...one, operator: 'is' as const, value: text, ignoreCase: false })))
const match = fc
  .array(all, { minLength: 1, maxLength: 4 })
  .map((groups) => ({ any: groups.map((one) => ({ all: one })) }))

const ofGroup = fc.record({
  limit: fc.integer({ min: 1, max: 1_000_000 }),
  per: fc.integer({ min: 1, max: 3_600_000 }).map((milliseconds) => milliseconds / 1000),
  match,
})

/** What a policy's documents say, by field. */
const valuesOf = (documents: { field: string; text: string }[] | string): Map<string, string> => {
  if (typeof documents === 'string') throw new Error(documents)
  return new Map(documents.map(({ field, text }) => [field, text]))
}

test('whatever limit is drafted reads back the same, in each world, and one that stands is not written anew', () => {
  fc.assert(
    fc.property(limit, plane, name, (number, reader, of) => {
      const spec = RateLimit.parse({ limit: number, per: 1 })
      const subject = { kind: 'from', of } as const
      const written = valuesOf(writeFlowControl(spec, reader, subject, new Map()))

      expect(readFlowControl(written, reader, subject)).toEqual({ spec, understood: 'whole', findings: [] })
      expect(valuesOf(writeFlowControl(spec, reader, subject, written))).toEqual(written)
    }),
  )
})

test('a number written in another way stays so as long as it means the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(' 5', '+5 ', '05', '5\n'), (text) => {
      const subject = { kind: 'to', of: 'ocr' } as const
      const before = new Map([['go', text]])

      expect(valuesOf(writeFlowControl({ limit: 5, per: 1 }, 'mesher', subject, before))).toEqual(before)
      expect(valuesOf(writeFlowControl({ limit: 6, per: 1 }, 'mesher', subject, before)).get('go')).toBe('6')
    }),
  )
})

test('a text of any kind is read as a limit or as none, and says so', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 10_000 }), plane, (text, reader) => {
      const values = new Map([
        ['go', text],
        ['java', text],
      ])
      const { spec, findings } = readFlowControl(values, reader, { kind: 'all' })

      expect(spec.limit === null).toBe(findings.some(({ code }) => code === 'limit-not-whole'))
    }),
  )
})

test('whatever limit of a group is drafted reads back the same, made anew or from any other one', () => {
  fc.assert(
    fc.property(ofGroup, ofGroup, name, (first, second, group) => {
      expect(RateLimit.safeParse(first).success).toBe(true)
      const made = valuesOf(writeGroupLimit(first, java, group, new Map()))
      const edited = valuesOf(writeGroupLimit(second, java, group, made))

      const readBack = (values: Map<string, string>): ObservedRateLimit => readGroupLimit(values, java, group).spec
      expect(sameLimit(readBack(made), first)).toBe(true)
      expect(sameLimit(readBack(edited), second)).toBe(true)
      expect(valuesOf(writeGroupLimit(second, java, group, edited))).toEqual(edited)
    }),
  )
})

const foreign = `# who made this?
rate: 5   # a second
burst: "7"
order: 3
services: "billing:1.0.0"
x-owner: &who {team: ops}
seen: *who
`
const group = `alias: vip   # of the sales team
matches:
  - name: first
    headers: {X-Tenant-Id: {exact: acme}}
    trafficMarkPolicy: once
`

test('documents from elsewhere keep all but the field that was edited', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (number) => {
      const before = new Map([
        ['match', group],
        ['rate', foreign],
      ])
      const { spec, understood, findings } = readGroupLimit(before, java, 'vip')
      const after = valuesOf(writeGroupLimit({ ...spec, limit: number }, java, 'vip', before))

      expect(understood).toBe('partly')
      expect(findings.some(({ params }) => String(params['fields']).includes('x-owner'))).toBe(true)
      expect(after.get('match')).toBe(group)
      expect(after.get('rate')).toBe(foreign.replace('rate: 5', `rate: ${number}`))
    }),
  )
})

test('a group that a Mesher would read is left as it is', () => {
  const before = new Map([['match', group]])

  expect(valuesOf(writeGroupLimit({ limit: 5, per: 1 }, 'mesher', 'vip', before))).toEqual(before)
  expect(readGroupLimit(before, 'mesher', 'vip').findings).toContainEqual(
    expect.objectContaining({ code: 'match-groups-drop-calls' }),
  )
})

test('a key, its subject and the name of its policy lead to each other', () => {
  const subject = fc.oneof(
    fc.record({ kind: fc.constantFrom('to' as const, 'from' as const), of: name }),
    fc.constant({ kind: 'all' as const }),
  )
  fc.assert(
    fc.property(subject, fc.option(name, { nil: undefined }), (one, reader) => {
      for (const dialect of ['go', 'java'] as const) {
        expect(meaningOf(flowControlKey(one, dialect))).toEqual({ subject: subjectText(one), field: dialect })
      }
      const named = nameOf({ subject: subjectIn(subjectText(one)), reader })
      expect(named && placeOf(named)).toEqual({ subject: one, reader })
    }),
  )
  expect(keysOf({ kind: 'group', of: 'vip' })).toContain('servicecomb.rateLimiting.vip')
  expect(placeOf({ service: 'ocr', name: 'from:predict@1.0.0' })).toBeUndefined()
})
