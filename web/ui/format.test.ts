import { expect, test } from 'vitest'
import * as format from './format.ts'

test('figures have at most three significant digits and their unit after a space', () => {
  expect(format.formatRate(46.24, 'en')).toBe('46.2 /s')
  expect(format.formatRate(430.4, 'zh-CN')).toBe('430 /s')
  expect(format.formatShare(0.0621, 'en')).toBe('6.21 %')
  expect(format.formatShare(1, 'en')).toBe('100 %')
  expect(format.formatBytes(120_832, 'en')).toBe('118 KB')
  expect(format.formatCount(6_104_870, 'en')).toBe('6.1 M')
})

test('a duration is said in seconds from one second on', () => {
  expect(format.formatMs(412, 'en')).toBe('412 ms')
  expect(format.formatMs(1210, 'en')).toBe('1.21 s')
})

test('a share never reads as none or all without being so', () => {
  expect(format.formatShare(0.000_01, 'en')).toBe('< 0.01 %')
  expect(format.formatShare(0.999_99, 'en')).toBe('> 99.99 %')
  expect(format.formatShare(0, 'en')).toBe('0 %')
})

test('a rate or figure never reads as none without being so', () => {
  expect(format.formatRate(0.004, 'en')).toBe('< 0.01 /s')
  expect(format.formatFigure(0.004, 'en')).toBe('< 0.01')
  expect(format.formatFigure(0, 'en')).toBe('0')
})

test('a difference always has its sign', () => {
  expect(format.formatPoints(0.0003, 'en')).toBe('+0.03 pp')
  expect(format.formatPoints(-0.041, 'en')).toBe('−4.1 pp')
})

test('names in a row have the comma of their language', () => {
  expect(format.formatList(['a', 'b', 'c'], 'en')).toBe('a, b, c')
  expect(format.formatList(['甲', '乙', '丙'], 'zh-CN')).toBe('甲、乙、丙')
})

test('a stretch of time says its day once', () => {
  const [begin, sameDay, nextDay] = [
    new Date(2026, 8, 14, 21, 0),
    new Date(2026, 8, 14, 23, 30),
    new Date(2026, 8, 15, 1, 0),
  ]
  expect(format.formatRange(begin.getTime(), sameDay.getTime(), 'en')).toBe('Sep 14, 21:00 – 23:30')
  expect(format.formatRange(begin.getTime(), nextDay.getTime(), 'en')).toBe('Sep 14, 21:00 – Sep 15, 01:00')
})
