import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import type { CommentAnchor } from '#shared/features/changes/review.ts'
import type { PolicyEdit, PolicyKind } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import type { PolicySummary } from '../../mesh/policies/PolicySummary.tsx'
import { useCarried } from '../../mesh/scope.ts'
import { useAuthorName, useChangeTitle } from '../../mesh/useChangeTitle.ts'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { BlastRadius } from './BlastRadius.tsx'
import { ChangeFacts } from './ChangeFacts.tsx'
import style from './ChangePage.module.css'
import { ChangeRail } from './ChangeRail.tsx'
import { ChangeStateTag } from './ChangeStateTag.tsx'
import { Checks } from './Checks.tsx'
import { Decision } from './Decision.tsx'
import { Discussion } from './Discussion.tsx'
import { NextReview } from './NextReview.tsx'
import { ProofPanel } from './ProofPanel.tsx'
import { changeOf } from './queries.ts'
import { Revert } from './Revert.tsx'
import { RevertLinks } from './RevertLinks.tsx'
import { commentsOf } from './review-queries.ts'
import { ReviewPanel } from './ReviewPanel.tsx'
import { Shares } from './Shares.tsx'
import { editsOf, isUnwritten } from './standing.ts'
import { TimedRevertPanel } from './TimedRevertPanel.tsx'
import { WhatChanges } from './WhatChanges.tsx'

/** Parts of other features, composed where the pages are. */
interface Slots {
  /** What specs say, by kind. */
  summaries: Partial<Record<PolicyKind, PolicySummary>>
  /** What changes of a kind, in its own words. */
  inWords: (edit: ChangeEdit) => ReactNode
  /** What the edits would have done to recorded calls. */
  impact: (edits: readonly PolicyEdit[]) => ReactNode
}

/** One change on one screen: what it does and whom it reaches, who has to approve exactly what, how far it came and is proven. */
export function ChangePage(slots: Slots) {
  const { id = '' } = useParams()
  const change = useQuery(changeOf(id))
  return <Loaded query={change}>{(data) => <Change key={data.id} change={data} {...slots} />}</Loaded>
}

function Change({ change, summaries, inWords, impact }: Slots & { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const titleOf = useChangeTitle()
  const carried = useCarried()
  const mayTalk = useMay('changes:write')
  const [anchor, setAnchor] = useState<CommentAnchor>()
  const comments = useQuery(commentsOf(change.id)).data?.comments ?? []
  const said = comments.flatMap((one) => (one.anchor && one.round === change.round ? [one.anchor] : []))
  const unwritten = isUnwritten(change)

  function talkAbout(line: CommentAnchor) {
    setAnchor(line)
    document.querySelector<HTMLElement>('[data-comment]')?.focus()
  }

  return (
    <div className={style['page']}>
      <PageHeader
        crumbs={[{ to: carried(paths.changes()), label: t('title') }]}
        title={`${change.id} ${titleOf(change)}`}
        tag={<ChangeStateTag change={change} />}
        meta={
          <>
            <RevertLinks change={change} />
            <NextReview change={change} />
          </>
        }
        actions={<Revert change={change} />}
      />
      <Ask change={change} />
      <div className={`${page['split']} ${style['columns']}`}>
        <div className={page['column']}>
          <ChangeRail change={change} />
          <WhatChanges
            change={change}
            summaries={summaries}
            inWords={inWords}
            said={said}
            onLine={mayTalk ? talkAbout : undefined}
          />
          <Shares proof={change.proof} />
          <div className={style['pair']}>
            {unwritten && change.edits.some(({ ref }) => ref.kind === 'route-rules') && (
              <div className={style['impact']}>{impact(editsOf(change))}</div>
            )}
            <BlastRadius change={change} />
          </div>
        </div>
        <div className={page['column']}>
          <TimedRevertPanel change={change} />
          {!unwritten && <ProofPanel change={change} />}
          <ReviewPanel change={change} />
          <Checks change={change} />
          <Discussion change={change} anchor={anchor} onForget={() => setAnchor(undefined)} />
          <ChangeFacts change={change} />
        </div>
      </div>
      <Decision change={change} />
    </div>
  )
}

/** Who asks for it and why, before anything else, while it is to be judged. */
function Ask({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const authorName = useAuthorName()
  if (!isUnwritten(change)) return null
  return (
    <div className={style['ask']}>
      <p>{t('asks', { author: authorName(change.author), mesh: change.mesh, round: change.round })}</p>
      {change.reason && <blockquote>{change.reason}</blockquote>}
    </div>
  )
}
