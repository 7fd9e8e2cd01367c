import type { ManualWrite } from '#shared/mesh/manual-write.ts'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { type Kie, kieName } from './kie.ts'
import type { KieRequest } from './kie-requests.ts'
import { inOrder } from './kie-write.ts'

/** What `writeDocuments` would ask of Kie, as commands. */
export function writesByHand(
  kie: Pick<Kie, 'requests' | 'command'>,
  before: readonly NativeDocument[],
  after: readonly NativeDocument[],
): ManualWrite[] {
  const { requests } = kie
  const textOf = ({ method, path, ...rest }: KieRequest) => kie.command(method, path, rest)

  function written(document: NativeDocument): ManualWrite[] {
    const { id, text: value, enabled } = document
    if (id === undefined) {
      const look = textOf(requests.withKey(document.key))
      return [{ act: 'create', ...about(document), look, command: textOf(requests.create({ ...document, value })) }]
    }
    const old = before.find((one) => one.id === id)
    if (old && old.text === value && old.enabled === enabled) return []
    const command = textOf(requests.update(id, { value, enabled }))
    return [{ act: 'change', ...standing(old ?? document, id), command }]
  }

  const standing = (document: NativeDocument, id: string) => ({
    ...about(document),
    ...(document.revision === undefined ? {} : { expects: { field: 'update_revision', value: document.revision } }),
    look: textOf(requests.withId(id)),
  })

  const order = inOrder(before, after)
  return [
    ...order.written.flatMap(written),
    ...order.gone.map((document): ManualWrite => {
      const { id = '' } = document
      return { act: 'delete', ...standing(document, id), command: textOf(requests.remove(id)) }
    }),
  ]
}

const about = ({ key, labels }: NativeDocument) => ({ backend: kieName, key, labels })
