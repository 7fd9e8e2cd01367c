import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RetriedEdge, worstLoads } from './worst-load.ts'

const edge = (caller: string, callee: string, attempts: number): RetriedEdge => ({ caller, callee, attempts })

test('attempts multiply along the way that multiplies most', () => {
  const loads = worstLoads([
    edge('portal', 'vpc', 2),
    edge('portal', 'iam', 1),
    edge('vpc', 'billing', 3),
    edge('iam', 'billing', 4),
  ])

  expect(loads).toEqual([
    { service: 'billing', factor: 6, path: ['portal', 'vpc', 'billing'] },
    { service: 'vpc', factor: 2, path: ['portal', 'vpc'] },
    { service: 'iam', factor: 1, path: ['portal', 'iam'] },
    { service: 'portal', factor: 1, path: ['portal'] },
  ])
})

test('retries in a circle multiply without end, a circle without retries does not', () => {
  const circle = (attempts: number) => [edge('portal', 'a', 1), edge('a', 'b', attempts), edge('b', 'a', 1)]

  expect(worstLoads(circle(2)).find(({ service }) => service === 'b')?.factor).toBe(Infinity)
  expect(worstLoads(circle(1)).map(({ factor }) => factor)).toEqual([1, 1, 1])
})

test('in a graph without circles the worst load is the largest product over all ways', () => {
  const services = ['a', 'b', 'c', 'd', 'e', 'f']
  const graph = fc.uniqueArray(
    fc
      .tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 4 }))
      .map(([from, gap, attempts]) =>
        edge(services[from] ?? 'a', services[Math.min(5, from + 1 + gap)] ?? 'f', attempts),
      ),
    { selector: ({ caller, callee }) => caller + callee, maxLength: 12 },
  )
  const largest = (edges: RetriedEdge[], service: string): number =>
    Math.max(
      1,
      ...edges.filter(({ callee }) => callee === service).map((one) => one.attempts * largest(edges, one.caller)),
    )

  fc.assert(
    fc.property(graph, (edges) => {
      for (const { service, factor } of worstLoads(edges)) expect(factor).toBe(largest(edges, service))
    }),
  )
})
