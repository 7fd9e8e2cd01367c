import { useTranslation } from 'react-i18next'
import { AuditEvent, type AuditEntry, AuditObjectKind, AuditResult } from '#shared/features/audit/model.ts'
import { policyKinds } from '#shared/mesh/policy.ts'
import type { Status } from '../../ui/StatusGlyph.tsx'
import { nothing } from '../../ui/format.ts'

/** The words of an entry in the language that is shown; what an older or newer console called otherwise keeps its name. */
export function useEntryWords() {
  const { t } = useTranslation('audit')
  const { t: meshes } = useTranslation('meshes')

  function objectName({ kind, id, service }: AuditEntry['object']): string {
    if (kind !== 'policy') return id
    const [name = '', policyKind = ''] = id.split('/').toReversed()
    const found = policyKinds.find((each) => each === policyKind)
    return found && service ? t('policyName', { service, kind: meshes(`kindOfPolicy.${found}`), name }) : id
  }
  return {
    event: (event: string) => {
      const known = AuditEvent.safeParse(event).data
      return known ? t(`event.${known}`) : event
    },
    kind: (kind: string) => {
      const known = AuditObjectKind.safeParse(kind).data
      return known ? t(`kind.${known}`) : kind
    },
    result: (result: string) => {
      const known = AuditResult.safeParse(result).data
      return known ? t(`result.${known}`) : result
    },
    /** Without a request it was the console itself; with one, somebody who did not say who they are. */
    actor: ({ actor, address }: AuditEntry) => actor ?? (address === null ? t('console') : t('unknown')),
    /** The kind of the object and its name. */
    object: ({ object }: AuditEntry) =>
      object.id === '' ? nothing : t('object', { kind: t(`kind.${kindOf(object.kind)}`), name: objectName(object) }),
  }
}

const kindOf = (kind: string): AuditObjectKind => AuditObjectKind.safeParse(kind).data ?? 'audit'

const statuses: Record<string, Status> = { done: 'ok', refused: 'paused', failed: 'failing' }

/** The sign of a result. */
export const statusOf = (result: string): Status => statuses[result] ?? 'unknown'
