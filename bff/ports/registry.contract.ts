import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serviceKey } from '#shared/mesh/service.ts'
import type { Registry } from './registry.ts'

/** A registry with a mesh behind it that the suite can change. Names are the suite's own; other services may be there, too. */
export interface RegistryWorld {
  registry: Registry
  mesh: string
  /** The namespace that `register` registers in. */
  namespace: string
  /** Registers a version with one instance that has these labels; answers with the instance's id. */
  register(service: string, version: string, labels: Record<string, string>): Promise<string>
  deregister(service: string, version: string): Promise<void>
  /** Makes the backend stop answering, and come back with all it knew. Left out where that cannot be done. */
  stop?: () => Promise<void>
  start?: () => Promise<void>
  close(): Promise<void>
}

/** What every registry promises. `open` makes a fresh world. */
export function registryContract(name: string, open: () => Promise<RegistryWorld>): void {
  describe(`${name} keeps the promises of a registry`, () => {
    let world: RegistryWorld
    beforeEach(async () => {
      world = await open()
    })
    afterEach(() => world.close())

    const service = (called: string) => ({ mesh: world.mesh, namespace: world.namespace, name: called })
    const registered = async (called: string) => {
      const { value } = await world.registry.snapshot()
      return value.services.find((each) => serviceKey(each) === serviceKey(service(called)))
    }

    test('a service appears with its versions, newest first, and its instances with their labels', async () => {
      await world.register('contract-a', '1.9.0', { zone: 'a' })
      const id = await world.register('contract-a', '1.10.0', { zone: 'b' })

      await expect
        .poll(() => registered('contract-a'), { timeout: 10_000 })
        .toMatchObject({
          versions: [
            { version: '1.10.0', instances: 1, ready: 1 },
            { version: '1.9.0', instances: 1, ready: 1 },
          ],
        })
      const { value } = await world.registry.snapshot()
      const instances = value.instances.get(serviceKey(service('contract-a')))
      expect(instances?.find((instance) => instance.id === id)).toMatchObject({
        version: '1.10.0',
        status: 'up',
        labels: { zone: 'b', version: '1.10.0' },
      })
    })

    test('services are sorted by namespace and name', async () => {
      await world.register('contract-c', '1.0.0', {})
      await world.register('contract-b', '1.0.0', {})
      await expect.poll(() => registered('contract-b'), { timeout: 10_000 }).toBeDefined()
      await expect.poll(() => registered('contract-c'), { timeout: 10_000 }).toBeDefined()

      const { value } = await world.registry.snapshot()

      const keys = value.services.map(({ namespace, name: called }) => `${namespace}\n${called}`)
      expect(keys).toEqual(keys.toSorted())
    })

    test('a read past every cache sees what was just written, and nothing where nothing is', async () => {
      const id = await world.register('contract-d', '1.0.0', {})

      const now = await world.registry.instancesNow(service('contract-d'))

      expect(now?.map((instance) => instance.id)).toEqual([id])
      expect(await world.registry.instancesNow(service('contract-missing'))).toBeUndefined()
    })

    test('changes are told, and telling ends with the signal', async () => {
      const end = new AbortController()
      const changes = world.registry.changes(end.signal)[Symbol.asyncIterator]()
      await world.registry.snapshot()
      const told = changes.next()

      await world.register('contract-e', '1.0.0', {})

      expect(await told).toMatchObject({ done: false })
      end.abort()
      let last = await changes.next()
      while (!last.done) last = await changes.next()
      expect(last.done).toBe(true)
    })

    test('the stamp says who answered and when', async () => {
      const { stamps } = await world.registry.snapshot()

      expect(stamps).toMatchObject([{ completeness: 'complete', at: expect.any(String) }])
      expect(stamps[0]).not.toHaveProperty('silent')
      expect(await world.registry.probe()).toMatchObject({ version: expect.any(String) })
    })

    test('while the backend is silent the last state stays, with the moment since when, and it recovers by itself', async ({
      skip,
    }) => {
      const { stop, start } = world
      if (!stop || !start) return skip('this backend cannot be stopped')
      await world.register('contract-f', '1.0.0', {})
      await expect.poll(() => registered('contract-f'), { timeout: 10_000 }).toBeDefined()

      await stop()
      await expect
        .poll(async () => (await world.registry.snapshot()).stamps[0]?.silent?.problem.code, { timeout: 10_000 })
        .toBe('backend-silent')
      expect(await registered('contract-f')).toBeDefined()
      await expect(world.registry.instancesNow(service('contract-f'))).rejects.toMatchObject({ code: 'backend-silent' })

      await start()
      await expect
        .poll(async () => (await world.registry.snapshot()).stamps[0]?.silent, { timeout: 15_000 })
        .toBeUndefined()
    })
  })
}
