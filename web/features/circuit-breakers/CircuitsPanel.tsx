import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { stateMinutes } from '#shared/features/circuit-breakers/states.ts'
import { useMay } from '../../api/session.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { CircuitsTable } from './CircuitsTable.tsx'
import { circuitsOf } from './queries.ts'

/** Which circuits are open now, as the calls of the last minutes show it. */
export function CircuitsPanel({ mesh, of }: { mesh: string; of: { namespace?: string; service?: string } }) {
  const { t } = useTranslation('circuitBreakers')
  const format = useFormat()
  const may = useMay('calls:read')
  const circuits = useQuery({ ...circuitsOf(mesh, of), enabled: may })
  if (!may) return null
  const settled = circuits.data?.stamps.find((stamp) => stamp.settled)?.settled
  return (
    <Panel
      title={t('circuits.title')}
      meta={
        settled
          ? t('circuits.asOf', { count: stateMinutes, time: format.seconds(epochMs(settled)) })
          : t('circuits.meta', { count: stateMinutes })
      }
      aside={<Stamps stamps={circuits.data?.stamps ?? []} />}
      flush
    >
      <Loaded query={circuits} skeleton={<Skeleton lines={3} />}>
        {({ value }) => <CircuitsTable mesh={mesh} states={value} />}
      </Loaded>
    </Panel>
  )
}
