import type { ManualWrite } from '#shared/mesh/manual-write.ts'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { type ServiceCenter, serviceCenterName } from '../service-center.ts'
import { nativeNameOf, requestIn, statusIn } from './native.ts'

/** What would set the status of instances, as commands. */
export const writesByHand = (
  center: Pick<ServiceCenter, 'command'>,
  before: readonly NativeDocument[],
  after: readonly NativeDocument[],
): ManualWrite[] =>
  after.flatMap((document): ManualWrite[] => {
    const old = before.find(({ id }) => id === document.id)
    const request = requestIn(document)
    const status = statusIn(document.text)
    if (!request || status === null || old?.text === document.text) return []
    const stood = old && statusIn(old.text)
    return [
      {
        act: 'set',
        backend: serviceCenterName,
        key: document.key,
        labels: document.labels,
        ...(stood ? { expects: { field: 'status', value: nativeNameOf(stood) } } : {}),
        look: center.command('GET', request.instance),
        command: center.command('PUT', request.path, { query: { value: nativeNameOf(status) } }),
      },
    ]
  })
