import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Topology } from '#shared/features/topology/model.ts'
import { statusChanges } from './status-changes.ts'
import { useNodeName } from './words.ts'

/** Says to a screen reader which services changed their state since the reading before. */
export function StatusAnnouncer({ topology, view }: { topology: Topology; view: string }) {
  const { t } = useTranslation('topology')
  const { t: ui } = useTranslation('ui')
  const nameOf = useNodeName()
  const [seen, setSeen] = useState({ view, topology, changed: statusChanges(undefined, topology) })
  if (seen.topology !== topology) {
    const changed = statusChanges(seen.view === view ? seen.topology : undefined, topology)
    setSeen({ view, topology, changed: changed.length > 0 ? changed : seen.changed })
  }
  return (
    <div role="status" className="visually-hidden">
      {seen.changed.map((node) => (
        <p key={node.id}>{t('status.changed', { name: nameOf(node), status: ui(`status.${node.health.state}`) })}</p>
      ))}
    </div>
  )
}
