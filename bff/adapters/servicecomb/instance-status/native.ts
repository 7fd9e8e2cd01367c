import type { InstanceStatus } from '#shared/mesh/instance.ts'
import type { ObservedStatus } from '#shared/features/instance-status/model.ts'
import type { NativeDocument, Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { statuses } from '../instances.ts'
import type { MicroserviceInstance, ServiceCenter } from '../service-center.ts'

const nativeNames: Record<InstanceStatus, string> = {
  up: 'UP',
  testing: 'TESTING',
  starting: 'STARTING',
  down: 'DOWN',
  'out-of-service': 'OUTOFSERVICE',
}

/** The status of a registered instance as a policy; its document is the request that would set it so. */
export function statusPolicy(
  { mesh, namespace, service }: Pick<PolicyRef, 'mesh' | 'namespace' | 'service'>,
  native: MicroserviceInstance,
  center: Pick<ServiceCenter, 'statusPath'>,
): Policy<ObservedStatus> {
  return {
    ref: { mesh, namespace, service, kind: 'instance-status', name: native.instanceId },
    spec: { status: statuses[native.status] ?? 'down' },
    enabled: true,
    base: `${native.status}@${native.modTimestamp}`,
    native: [
      {
        id: native.instanceId,
        key: `PUT ${center.statusPath(native)}`,
        labels: {},
        format: 'text',
        text: textOf(native.status),
        enabled: true,
        revision: native.modTimestamp,
      },
    ],
    understood: 'whole',
    findings: [],
  }
}

/** The request of an edit. */
export const edited = (document: NativeDocument, status: InstanceStatus): NativeDocument => ({
  ...document,
  text: textOf(nativeNames[status]),
})

/** The paths of such a request and of the instance that it is about; undefined for a document that is none. */
export function requestIn({ key }: NativeDocument): { path: string; instance: string } | undefined {
  const [, path, instance] = /^PUT ((\/.+)\/status)$/.exec(key) ?? []
  return path !== undefined && instance !== undefined ? { path, instance } : undefined
}

/** The status that such a request asks for; null where it is none that an instance can have. */
export function statusIn(text: string): InstanceStatus | null {
  const asked = Object.keys(nativeNames) as InstanceStatus[] // keys of a constant
  return asked.find((status) => textOf(nativeNames[status]) === text.trim()) ?? null
}

export const nativeNameOf = (status: InstanceStatus): string => nativeNames[status]

const textOf = (native: string): string => `value=${native}`
