import type { ServiceDetail } from '#shared/features/services/model.ts'
import { type Instance, isReady } from '#shared/mesh/instance.ts'

/** What an instance's leaving or return comes to. */
export interface Moving {
  /** Instances of the service, and those of them that are ready afterwards. */
  all: number
  ready: number
  /** The same of the instance's version. */
  allOfVersion: number
  readyOfVersion: number
  /** Calls a second that go elsewhere: the version's calls by instance, even shares among those that are ready. */
  rate: number
}

/** Counts from the registry and the calls of the window. Sidecars take the instances of a version in turn, so each gets as many. */
export function movingOf(service: ServiceDetail, instance: Instance, becomes: 'up' | 'out-of-service'): Moving {
  const instances = service.detail.flatMap((version) => version.instances)
  const isReadyThen = (one: Instance) => (one.id === instance.id ? becomes === 'up' : isReady(one))
  const ofVersion = instances.filter(({ version }) => version === instance.version)
  const traffic = service.detail.find(({ version }) => version === instance.version)?.traffic
  const sharers = Math.max(ofVersion.filter(isReady).length, ofVersion.filter(isReadyThen).length)
  return {
    all: instances.length,
    ready: instances.filter(isReadyThen).length,
    allOfVersion: ofVersion.length,
    readyOfVersion: ofVersion.filter(isReadyThen).length,
    rate: sharers === 0 ? 0 : (traffic?.rate ?? 0) / sharers,
  }
}
