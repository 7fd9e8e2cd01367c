import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, wallClock, TimeZone } from './zone.ts'

const at = (text: string) => Date.parse(text)

test('clocks of a zone show its own time', () => {
  expect(wallClock(at('2026-11-20T23:30:00Z'), 'Asia/Shanghai')).toBe('2026-11-21T07:30')
  expect(wallClock(at('2026-11-20T00:05:00Z'), 'UTC')).toBe('2026-11-20T00:05')
})

test('a time that comes twice is the first, one that is skipped goes on', () => {
  expect(momentOf('2026-10-25T02:30', 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'))
  expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).toBe(at('2026-03-29T01:30:00Z'))
  expect(momentOf('2026-03-29T03:00', 'Europe/Berlin')).toBe(at('2026-03-29T01:00:00Z'))
})

test('what is no time of a calendar is none', () => {
  for (const text of ['', '2026-13-01T00:00', 'tomorrow', '2026-11-20']) expect(momentOf(text, 'UTC')).toBeUndefined()
})

test('what a clock shows leads back to a moment at which it shows that', () => {
  const zones = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 21 }), zones, (quarters, zone) => {
      const moment = at('2000-01-01T00:00:00Z') + quarters * 900_000
      const shown = wallClock(moment, zone)
      expect(wallClock(momentOf(shown, zone) ?? 0, zone)).toBe(shown)
    }),
  )
})

test('a zone that nobody knows is refused', () => {
  expect(TimeZone.safeParse('Asia/Shanghai').success).toBe(true)
  expect(TimeZone.safeParse('Mars/Olympus').success).toBe(false)
})
