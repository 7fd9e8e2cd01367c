import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChangeState } from '#shared/features/changes/model.ts'
import { type ChangeEvent, after, changeEvents, outcomeOf, transitions } from './state.ts'

const finished: ChangeState[] = ['rejected', 'withdrawn', 'reverted']
const written: ChangeState[] = ['applied', 'partially_applied', 'reverting', 'reverted']

/** The states that a walk passes, beginning with a draft: each number picks one of the events that can happen then. */
function walk(picks: number[], possible: (event: ChangeEvent, passed: ChangeState[]) => boolean = () => true) {
  const passed: { event: ChangeEvent; state: ChangeState }[] = []
  let state: ChangeState = 'draft'
  for (const pick of picks) {
    const states = passed.map((step) => step.state)
    const events = changeEvents.filter((event) => after(state, event) !== undefined && possible(event, states))
    const event = events[pick % events.length]
    if (event === undefined) break
    state = after(state, event) ?? state
    passed.push({ event, state })
  }
  return passed
}

const picks = fc.array(fc.nat(1000), { maxLength: 60 })

test('every state can be reached from a draft, and every state but the last ones can be left', () => {
  const reached = new Set<ChangeState>(['draft'])
  for (let round = 0; round < ChangeState.options.length; round += 1) {
    for (const state of reached) for (const event of changeEvents) reached.add(after(state, event) ?? state)
  }
  expect([...reached].toSorted()).toEqual([...ChangeState.options].toSorted())

  const dead = ChangeState.options.filter((state) => changeEvents.every((event) => after(state, event) === undefined))
  expect(dead.toSorted()).toEqual([...finished].toSorted())
})

test('nothing is written without an approval or an environment that asks for none', () => {
  const approving: ChangeEvent[] = ['submit-unreviewed', 'approve', 'break-glass']
  fc.assert(
    fc.property(picks, (picked) => {
      let approved = false
      for (const { event, state } of walk(picked)) {
        if (approving.includes(event)) approved = true
        // Each way back into review asks for a new approval.
        if (state === 'in_review') approved = false
        const isWriting = state === 'applying' || written.includes(state)
        expect({ isWriting, approved }).not.toEqual({ isWriting: true, approved: false })
      }
    }),
  )
})

test('what was written even in part is never withdrawn, rejected or sent back', () => {
  fc.assert(
    fc.property(picks, (picked) => {
      // A written step stays written, so that an apply that goes on with some can no more end with none.
      const possible = (event: ChangeEvent, states: ChangeState[]) =>
        event !== 'none-written' || !states.includes('partially_applied')
      const passed = walk(picked, possible).map(({ state }) => state)
      const first = passed.findIndex((state) => written.includes(state))
      if (first < 0) return
      for (const state of passed.slice(first)) expect([...written, 'applying', 'failed']).toContain(state)
    }),
  )
})

test('only the engine ends a write, and only the author takes a change back, or who stands in for one who is gone', () => {
  const writing: ChangeState[] = ['applying', 'reverting']
  const ends = changeEvents.filter((event) => transitions[event].from.some((state) => writing.includes(state)))
  expect(new Set(ends.flatMap((event) => transitions[event].by))).toEqual(new Set(['engine']))
  expect(transitions.withdraw.by).toEqual(['author', 'stand-in'])
})

test('the outcome of an apply follows from its steps', () => {
  expect(outcomeOf([{ state: 'written' }, { state: 'written' }])).toBe('all-written')
  expect(outcomeOf([{ state: 'written' }, { state: 'waiting' }])).toBe('some-written')
  expect(outcomeOf([{ state: 'failed' }, { state: 'waiting' }])).toBe('none-written')
})
