import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptRevision } from '#shared/features/revisions/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { DocumentDifferences } from '../../mesh/policies/DocumentDifferences.tsx'
import { type Summaries, Summed } from '../../mesh/policies/history/Summed.tsx'
import { DiffView } from '../../ui/diff/DiffView.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { revisionAt } from './queries.ts'
import style from './revisions.module.css'

type View = 'text' | 'model'

interface Props {
  policy: PolicyRef
  one: number
  other: number
  summaries: Summaries
}

/** Two states of a policy against each other: in words, and in the mesh's text or Meshdeck's model. */
export function Comparison({ policy, one, other, summaries }: Props) {
  const { t } = useTranslation('revisions')
  const [view, setView] = useState<View>('text')
  const first = useQuery(revisionAt(policy, one))
  const second = useQuery(revisionAt(policy, other))
  return (
    <Panel
      title={t('compare.title')}
      meta={one === other ? undefined : t('compare.between', { from: one, to: other })}
      aside={
        <Segmented<View>
          aria-label={t('compare.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'text', label: t('compare.text') },
            { value: 'model', label: t('compare.model') },
          ]}
        />
      }
      flush
    >
      {one === other ? (
        <p className={style['quiet']}>{t('compare.one')}</p>
      ) : (
        <Loaded query={first}>
          {(before) => (
            <Loaded query={second}>
              {(after) => <Difference before={before} after={after} view={view} summaries={summaries} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </Panel>
  )
}

interface DifferenceProps {
  before: KeptRevision
  after: KeptRevision
  view: View
  summaries: Summaries
}

function Difference({ before, after, view, summaries }: DifferenceProps) {
  const wide = useMedia('(min-width: 1200px)')
  return (
    <>
      <div className={style['words']}>
        {[before, after].map((state) => (
          <InWords key={state.number} state={state} summaries={summaries} />
        ))}
      </div>
      {view === 'text' ? (
        <div className={style['text']}>
          <DocumentDifferences edits={[{ ref: before.ref, base: '', before: before.native, after: after.native }]} />
        </div>
      ) : (
        <DiffView
          before={modelOf(before)}
          after={modelOf(after)}
          layout={wide ? 'side-by-side' : 'unified'}
          beforeLabel={`r${before.number}`}
          afterLabel={`r${after.number}`}
        />
      )}
    </>
  )
}

function InWords({ state, summaries }: { state: KeptRevision; summaries: Summaries }) {
  const { t } = useTranslation('revisions')
  const { number, native, ref } = state
  return (
    <div>
      <h3>r{number}</h3>
      {native.length === 0 || state.understood === 'not' ? (
        <span>{native.length === 0 ? t('gone') : t('unsummed', { number })}</span>
      ) : (
        <Summed kind={ref.kind} said={state} summaries={summaries} fallback={t('unsummed', { number })} />
      )}
    </div>
  )
}

/** A state in Meshdeck's own model; nothing for a policy that was deleted. */
const modelOf = ({ native, spec, enabled }: KeptRevision): string =>
  native.length === 0 ? '' : JSON.stringify({ enabled, spec }, undefined, 2)
