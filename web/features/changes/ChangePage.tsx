import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useMay } from '../../api/session.ts'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { ChangeFacts } from './ChangeFacts.tsx'
import { ChangeRail } from './ChangeRail.tsx'
import { ChangeStateTag } from './ChangeStateTag.tsx'
import { Findings } from './Findings.tsx'
import { ProofPanel } from './ProofPanel.tsx'
import { changeOf, useRetryChange } from './queries.ts'
import { Revert } from './Revert.tsx'
import { RevertLinks } from './RevertLinks.tsx'
import { Shares } from './Shares.tsx'
import { TimedRevertPanel } from './TimedRevertPanel.tsx'
import { useChangeTitle } from './useChangeTitle.ts'
import { WhatChanges } from './WhatChanges.tsx'

/** One change: how far it came, what it writes, and how far that is proven. */
export function ChangePage() {
  const { id = '' } = useParams()
  const change = useQuery(changeOf(id))
  return <Loaded query={change}>{(data) => <Change change={data} />}</Loaded>
}

function Change({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const titleOf = useChangeTitle()
  return (
    <>
      <PageHeader
        crumbs={[{ to: paths.changes(), label: t('title') }]}
        title={`${change.id} ${titleOf(change)}`}
        tag={<ChangeStateTag change={change} />}
        meta={<RevertLinks change={change} />}
        actions={
          <>
            <Revert change={change} />
            <Retry change={change} />
          </>
        }
      />
      <div className={page['split']}>
        <div className={page['column']}>
          <ChangeRail change={change} />
          <WhatChanges change={change} />
          <Shares proof={change.proof} />
        </div>
        <div className={page['column']}>
          <TimedRevertPanel change={change} />
          <ProofPanel change={change} />
          <Findings findings={change.findings} />
          <ChangeFacts change={change} />
        </div>
      </div>
    </>
  )
}

/** Only for a change of which something is not written yet. */
function Retry({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const may = useMay('changes:write')
  const retry = useRetryChange(change.id)
  if (!may || (change.state !== 'failed' && change.state !== 'partially_applied')) return null
  return (
    <>
      <ProblemLine problem={retry.error} />
      <Button type="primary" loading={retry.isPending} onClick={() => retry.mutate()}>
        {t('retry')}
      </Button>
    </>
  )
}
