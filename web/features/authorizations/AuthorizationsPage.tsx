import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readObservedCalls } from '#shared/features/authorizations/api.ts'
import type { MatrixCell } from '#shared/features/authorizations/model.ts'
import { windowed } from '../../api/query.ts'
import { useMesh, useScopeQuery } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { useTwinKey } from '../../ui/useTwinKey.ts'
import { Availability } from './Availability.tsx'
import { CallMatrix } from './CallMatrix.tsx'
import { PairTable } from './PairTable.tsx'
import style from './authorizations.module.css'

/** Who may call whom where a mesh decides that, and who did: the matrix of the window's calls. */
export function AuthorizationsPage() {
  const { t } = useTranslation('authorizations')
  const mesh = useMesh()
  const calls = useQuery(windowed(readObservedCalls, { params: { mesh }, query: useScopeQuery() }))
  const stamps = calls.data?.stamps ?? []
  return (
    <>
      <PageHeader title={t('title')} meta={<Stamps stamps={stamps} />} />
      <SilentBar stamps={stamps} />
      <div className={page['body']}>
        <Availability mesh={mesh} />
        <Loaded query={calls}>{({ value }) => <Observed cells={value} />}</Loaded>
      </div>
    </>
  )
}

/** The matrix or its twin; on a narrow screen the twin alone. */
function Observed({ cells }: { cells: readonly MatrixCell[] }) {
  const { t } = useTranslation('authorizations')
  const wide = useMedia('(min-width: 900px)')
  const [asTable, setAsTable] = useState(false)
  useTwinKey(() => setAsTable(!asTable), wide)
  if (cells.length === 0) return <Empty title={t('empty.title')} hint={t('empty.hint')} />
  const table = asTable || !wide
  return (
    <Panel
      title={t('observed')}
      aside={
        wide && (
          <button type="button" className={style['turn']} onClick={() => setAsTable(!asTable)}>
            {t(table ? 'asMatrix' : 'asTable')} <kbd>T</kbd>
          </button>
        )
      }
      flush
    >
      {table ? <PairTable cells={cells} /> : <CallMatrix cells={cells} />}
    </Panel>
  )
}
