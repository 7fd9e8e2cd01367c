import { expect, test } from 'vitest'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { contentOf, standingOf } from './normal-form.ts'

const document = (text: string, more: Partial<NativeDocument> = {}): NativeDocument => ({
  key: 'servicecomb.routeRule.ocr',
  labels: { appId: 'cloud', environment: 'production' },
  format: 'yaml',
  text,
  enabled: true,
  ...more,
})
const go = (text: string) => document(text)
const java = (text: string) => document(text, { labels: { app: 'cloud', environment: 'production' } })

test('layout, comments, ids and revisions are no content; values, labels and the switch are', () => {
  const one = document('- precedence: 1\n  route: [{ weight: 95 }] # half a canary\n', { id: 'a', revision: '7' })
  const same = document('- route:\n    - weight: 95\n  precedence: 1\n', { id: 'b', revision: '9' })

  expect(contentOf([one])).toBe(contentOf([same]))
  for (const other of [
    document('- precedence: 1\n  route: [{ weight: 94 }]\n'),
    document(one.text, { enabled: false }),
    document(one.text, { labels: { ...one.labels, serviceName: 'predict', version: '1.0.0' } }),
  ]) {
    expect(contentOf([one])).not.toBe(contentOf([other]))
  }
})

test('text that is no YAML is compared as it stands', () => {
  expect(contentOf([document('- [')])).toBe(contentOf([document('- [')]))
  expect(contentOf([document('- [')])).not.toBe(contentOf([document('- [ ')]))
})

test('a write stands before, after or halfway, or somebody was there in between', () => {
  const before = [go('- weight: 100'), java('- weight: 100')]
  const after = [go('- weight: 95'), java('- weight: 95')]

  expect(standingOf(before, before, after)).toBe('before')
  expect(standingOf([...after].toReversed(), before, after)).toBe('after')
  expect(standingOf([go('- weight: 95'), java('- weight: 100')], before, after)).toBe('halfway')
  expect(standingOf([go('- weight: 95'), java('- weight: 50')], before, after)).toBe('elsewhere')
  expect(standingOf([...after, document('- weight: 1', { labels: {} })], before, after)).toBe('elsewhere')
})

test('a new policy and a deleted one have their halves, too', () => {
  const both = [go('- weight: 95'), java('- weight: 95')]

  expect(standingOf([go('- weight: 95')], [], both)).toBe('halfway')
  expect(standingOf([java('- weight: 95')], both, [])).toBe('halfway')
  expect(standingOf([], both, [])).toBe('after')
})
