import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Policy, type PolicyEdit, type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { readerIdentity } from '#shared/mesh/policy-text.ts'
import type { PolicyTarget } from './policy-target.ts'

/** A target with a mesh behind it that the suite can change, and rules of its kind to write. */
export interface PolicyTargetWorld<Spec> {
  target: PolicyTarget<Spec>
  /** A policy that does not exist yet, of a service whose readers are registered. */
  ref: PolicyRef
  /** Policies of the kind exist by themselves and are neither made, switched off nor deleted; then `ref` is of one that stands. */
  stands?: true
  /** Three rules that mean different things. */
  specs: [Spec, Spec, Spec]
  /** Whether two specs mean the same. */
  same(one: Spec, other: Spec): boolean
  /** Writes a policy past the target, as somebody else would. */
  writeOutside(ref: PolicyRef, spec: Spec): Promise<void>
  /** Makes the backend stop answering, and come back with all it knew. Left out where that cannot be done. */
  stop?: () => Promise<void>
  start?: () => Promise<void>
  close(): Promise<void>
}

/** What every target of policies promises. `open` makes a fresh world. */
export function policyTargetContract<Spec>(name: string, open: () => Promise<PolicyTargetWorld<Spec>>): void {
  describe(`${name} keeps the promises of a policy target`, () => {
    let world: PolicyTargetWorld<Spec>
    beforeEach(async () => {
      world = await open()
    })
    afterEach(() => world.close())

    const edit = (spec: Spec | null, base: string): PolicyEdit<Spec> => ({ ref: world.ref, spec, enabled: true, base })

    const baseNow = async () => (await world.target.read(world.ref))?.base ?? noBase

    async function written(spec: Spec, base?: string): Promise<Policy<Spec>> {
      const result = await world.target.apply(edit(spec, base ?? (await baseNow())))
      if (result.conflict || !result.stored) throw new Error('the write was not taken')
      return result.stored
    }

    const listed = async () =>
      (await world.target.list()).value.find(
        ({ ref }) =>
          ref.service === world.ref.service && ref.name === world.ref.name && ref.namespace === world.ref.namespace,
      )

    test('what is not there is read as nothing, and what is written is read back and listed', async () => {
      const before = await world.target.read(world.ref)
      expect(before !== undefined).toBe(world.stands ?? false)

      const stored = await written(world.specs[0])

      expect(world.same(stored.spec, world.specs[0])).toBe(true)
      expect(await world.target.read(world.ref)).toEqual(stored)
      expect(await listed()).toEqual(stored)
    })

    test('the preview is what is stored', async () => {
      const before = await world.target.read(world.ref)
      const preview = world.target.render(edit(world.specs[0], await baseNow()), before)

      const stored = await written(world.specs[0])

      expect(stored.native.map(({ key, labels, text, enabled }) => ({ key, labels, text, enabled }))).toEqual(
        preview.map(({ key, labels, text, enabled }) => ({ key, labels, text, enabled })),
      )
      const next = world.target.render(edit(world.specs[1], stored.base), stored)
      const after = await written(world.specs[1], stored.base)
      expect(after.native.map(({ text }) => text)).toEqual(next.map(({ text }) => text))
    })

    test('the documents of a preview, typed by hand, say the same again for each reader', async () => {
      const before = await world.target.read(world.ref)
      const preview = world.target.render(edit(world.specs[1], await baseNow()), before)

      for (const documents of Map.groupBy(preview, readerIdentity).values()) {
        const { spec, understood } = await world.target.parse(world.ref, documents)
        expect(understood).not.toBe('not')
        expect(spec !== null && world.same(spec, world.specs[1])).toBe(true)
      }
    })

    test('documents that are no policy of the kind say nothing', async () => {
      const stranger = { key: 'of.somebody.else', labels: {}, format: 'text' as const, text: '1' }

      expect(await world.target.parse(world.ref, [stranger])).toMatchObject({ spec: null, understood: 'not' })
    })

    test('every write moves the base, and a write for an old one is a conflict that shows what stands there', async () => {
      const first = await written(world.specs[0])
      const second = await written(world.specs[1], first.base)
      expect(second.base).not.toBe(first.base)

      const late = await world.target.apply(edit(world.specs[2], first.base))

      expect(late).toEqual({ conflict: true, theirs: second })
      expect(await world.target.read(world.ref)).toEqual(second)
    })

    test('a policy that somebody else made meanwhile is not overwritten by one that should be new', async () => {
      await world.writeOutside(world.ref, world.specs[0])

      const late = await world.target.apply(edit(world.specs[1], noBase))

      expect(late.conflict).toBe(true)
      const now = await world.target.read(world.ref)
      expect(now && world.same(now.spec, world.specs[0])).toBe(true)
    })

    test('a policy that is gone is a conflict without theirs', async ({ skip }) => {
      if (world.stands) return skip('policies of this kind cannot be deleted')
      const first = await written(world.specs[0])
      await world.target.apply(edit(null, first.base))

      expect(await world.target.apply(edit(world.specs[1], first.base))).toEqual({ conflict: true, theirs: undefined })
    })

    test('an equal policy that somebody else wrote meanwhile is theirs: a conflict, and not written again', async () => {
      const base = world.stands ? (await written(world.specs[0])).base : noBase
      await world.writeOutside(world.ref, world.specs[1])
      const theirs = await world.target.read(world.ref)

      const late = await world.target.apply(edit(world.specs[1], base))

      expect(late).toEqual({ conflict: true, theirs })
      expect(await world.target.read(world.ref)).toEqual(theirs)
    })

    test('disabling keeps the rule, and deleting takes it away', async ({ skip }) => {
      if (world.stands) return skip('policies of this kind are always there')
      const first = await written(world.specs[0])

      const disabled = await world.target.apply({ ...edit(world.specs[0], first.base), enabled: false })
      if (disabled.conflict || !disabled.stored) throw new Error('the write was not taken')
      expect(disabled.stored.enabled).toBe(false)
      expect(world.same(disabled.stored.spec, world.specs[0])).toBe(true)

      expect(await world.target.apply(edit(null, disabled.stored.base))).toEqual({ conflict: false, stored: undefined })
      expect(await world.target.read(world.ref)).toBeUndefined()
      expect(await listed()).toBeUndefined()
    })

    test('an edit without errors passes the check, and what the readers can do is told', async () => {
      const before = await world.target.read(world.ref)
      const findings = await world.target.check(edit(world.specs[0], await baseNow()), before)

      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(await world.target.capabilities(world.ref)).toMatchObject({
        kind: world.target.kind,
      })
    })

    test('an instance that cannot be asked is told apart and never counts as holding the rule', async () => {
      const stored = await written(world.specs[0])

      const { instances } = await world.target.proof(stored)

      expect(instances.every(({ state, reason }) => state !== 'unread' || reason !== undefined)).toBe(true)
    })

    test('while the backend is silent the list is the last known one and says so, reads fail, and it recovers by itself', async ({
      skip,
    }) => {
      const { stop, start } = world
      if (!stop || !start) return skip('this backend cannot be stopped')
      const stored = await written(world.specs[0])
      expect(await listed()).toEqual(stored)

      await stop()
      const told = async () => (await world.target.list()).stamps.find(({ silent }) => silent)?.silent?.problem.code
      await expect.poll(told, { timeout: 15_000 }).toBe('backend-silent')
      expect(await listed()).toEqual(stored)
      await expect(world.target.read(world.ref)).rejects.toMatchObject({ code: 'backend-silent' })
      await expect(world.target.apply(edit(world.specs[1], stored.base))).rejects.toMatchObject({
        code: 'backend-silent',
      })

      await start()
      await expect
        .poll(async () => (await world.target.list()).stamps.every(({ silent }) => !silent), { timeout: 15_000 })
        .toBe(true)
      expect(await world.target.read(world.ref)).toEqual(stored)
    })
  })
}
