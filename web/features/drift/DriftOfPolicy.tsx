import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyDrift } from '#shared/features/drift/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import type { Summaries } from '../../mesh/policies/history/Summed.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Age } from '../../ui/Time.tsx'
import { AdoptDialog } from './AdoptDialog.tsx'
import { DriftPanel } from './DriftPanel.tsx'
import style from './drift.module.css'
import { driftAt } from './queries.ts'

/** How one policy stands to what was accepted of it, for its own pages. */
export function DriftOfPolicy({ policy, summaries }: { policy: PolicyRef; summaries: Summaries }) {
  const may = useMay('drift:read')
  const drift = useQuery({ ...driftAt(policy), enabled: may })
  if (!drift.data || drift.data.newest === 0) return null
  if (drift.data.drift) return <DriftPanel drift={drift.data.drift} summaries={summaries} own />
  return <Settled policy={policy} told={drift.data} />
}

function Settled({ policy, told: { state, newest, adoptions } }: { policy: PolicyRef; told: PolicyDrift }) {
  const { t } = useTranslation('drift')
  const may = useMay('drift:write')
  const [isAsking, ask] = useState(false)
  const isAccepted = state === 'accepted'
  return (
    <Panel title={t('state.title')}>
      <div className={style['settled']}>
        <p className={style['verdict']}>
          <StatusGlyph status={isAccepted ? 'ok' : 'idle'} label />
          <span>{t(isAccepted ? 'state.accepted' : 'state.unaccepted')}</span>
          {!isAccepted && may && <Button onClick={() => ask(true)}>{t('state.adoptUnaccepted')}</Button>}
        </p>
        {adoptions.length > 0 && (
          <>
            <h3 className={style['heading']}>{t('adoptions.title')}</h3>
            <ul>
              {adoptions.map(({ number, actor, reason, at }) => (
                <li key={number}>
                  {t('adoptions.line', { number, actor, reason })} <Age at={at} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {isAsking && <AdoptDialog policy={policy} number={newest} onClose={() => ask(false)} />}
    </Panel>
  )
}
