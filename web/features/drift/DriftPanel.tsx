import { type ReactNode, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { consoleItself } from '#shared/features/changes/model.ts'
import type { Drift } from '#shared/features/drift/model.ts'
import type { KeptRevision } from '#shared/features/revisions/model.ts'
import { DocumentDifferences } from '../../mesh/policies/DocumentDifferences.tsx'
import { HistoryLink, usePolicyName } from '../../mesh/policies/history/HistoryLink.tsx'
import { type Summaries, Summed } from '../../mesh/policies/history/Summed.tsx'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Age, Time } from '../../ui/Time.tsx'
import { Affected } from './Affected.tsx'
import { DriftActs } from './DriftActs.tsx'
import style from './drift.module.css'

interface Props {
  drift: Drift
  summaries: Summaries
  /** The text stands open from the beginning. */
  open?: boolean
  /** It stands on the policy's own page, which needs no way to itself. */
  own?: boolean
}

/** One policy that others changed: both states in words and in the text, whom it concerns, and what can be done. */
export function DriftPanel({ drift, summaries, open = false, own = false }: Props) {
  const { t } = useTranslation('drift')
  const nameOf = usePolicyName()
  const scopeOf = useScopeWords()
  const [shown, setShown] = useState(open)
  const { ref, since, accepted, found, ignored, openChanges } = drift
  return (
    <Panel
      title={own ? t('title') : <ScopeLink to={policyAddress(ref)}>{nameOf(ref)}</ScopeLink>}
      meta={scopeOf(ref)}
      aside={
        <>
          <span className={style['since']}>
            <StatusGlyph status={ignored ? 'paused' : 'degraded'} label />
            <span>
              <Trans ns="drift" i18nKey="since" components={{ time: <Age at={since} /> }} />
            </span>
          </span>
          {!own && <HistoryLink policy={ref} />}
        </>
      }
      flush
    >
      <div className={style['states']}>
        <State title={t('accepted')} source={<AcceptedBy drift={drift} />} state={accepted} summaries={summaries} />
        <State title={t('found')} source={<FoundAs found={found} />} state={found} summaries={summaries} />
      </div>
      {saysTheSame(accepted, found) && <p className={style['note']}>{t('sameWords')}</p>}
      <div className={style['foot']}>
        <button type="button" className={style['toggle']} aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'text.hide' : 'text.show')}
        </button>
        <Affected policy={ref} />
      </div>
      {shown && (
        <div className={style['text']}>
          <DocumentDifferences edits={[{ ref, base: '', before: accepted.native, after: found.native }]} />
        </div>
      )}
      {openChanges.map(({ id }) => (
        <p key={id} className={style['note']}>
          <Trans ns="drift" i18nKey="open" components={{ change: <ScopeLink to={paths.change(id)}>{id}</ScopeLink> }} />
        </p>
      ))}
      {ignored && (
        <p className={style['note']}>
          <Trans
            ns="drift"
            i18nKey="until"
            values={{ actor: ignored.actor, reason: ignored.reason }}
            components={{ time: <Time at={ignored.until} /> }}
          />
        </p>
      )}
      <DriftActs drift={drift} />
    </Panel>
  )
}

interface StateProps {
  title: string
  source: ReactNode
  state: KeptRevision
  summaries: Summaries
}

function State({ title, source, state, summaries }: StateProps) {
  const { t } = useTranslation('drift')
  return (
    <div className={style['state']}>
      <h3>{title}</h3>
      <div className={style['source']}>{source}</div>
      {state.native.length === 0 ? (
        <strong>{t('gone')}</strong>
      ) : (
        <Summed
          kind={state.ref.kind}
          said={{ spec: state.spec, enabled: state.enabled, ...(state.understood === 'not' && { unread: true }) }}
          summaries={summaries}
          fallback={t('noWords')}
        />
      )}
    </div>
  )
}

function AcceptedBy({ drift: { accepted, adoption } }: { drift: Drift }) {
  const { t } = useTranslation('drift')
  const { t: policies } = useTranslation('policyPages')
  const { number, author = '', change } = accepted
  if (adoption) return t('adoptedBy', { number, author: adoption.actor, reason: adoption.reason })
  if (change === undefined) return <>r{number}</>
  const who = author === consoleItself ? policies('console') : author
  return <ScopeLink to={paths.change(change)}>{t('writtenBy', { number, author: who, change })}</ScopeLink>
}

const FoundAs = ({ found: { number, at } }: { found: KeptRevision }) => (
  <Trans ns="drift" i18nKey="foundAs" values={{ number }} components={{ time: <Time at={at} seconds /> }} />
)

const saysTheSame = (one: KeptRevision, other: KeptRevision): boolean =>
  one.native.length > 0 &&
  other.native.length > 0 &&
  one.enabled === other.enabled &&
  JSON.stringify(one.spec) === JSON.stringify(other.spec)
