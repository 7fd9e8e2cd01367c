import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRoute } from '#shared/features/route-rules/model.ts'
import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { MatchBuilder } from '../../mesh/match/MatchBuilder.tsx'
import { FindingList } from '../../mesh/FindingList.tsx'
import { findingsBelow } from '../../mesh/findings-below.ts'
import type { DraftRoute } from './draft.ts'
import style from './RouteForm.module.css'
import type { Pool } from './instances.ts'
import { WeightRows } from './WeightRows.tsx'
import { WithoutInstance } from './WithoutInstance.tsx'

interface Props {
  route: DraftRoute
  /** The same calls' route as it is live, if there is one. */
  liveRoute: ObservedRoute | undefined
  pool: Pool
  capabilities: Capabilities | undefined
  /** Of this route, with places in it. */
  findings: readonly Finding[]
  readOnly: boolean
  onChange: (change: (route: DraftRoute) => DraftRoute) => void
}

/** One route as a form: its name, its conditions as sentences, its weights. */
export function RouteForm({ route, liveRoute, pool, capabilities, findings, readOnly, onChange }: Props) {
  const { t } = useTranslation('routeRules')
  const nameId = useId()
  const [ofMatch, ofDestinations] = [findingsBelow(findings, 'match'), findingsBelow(findings, 'destinations')]
  const rest = findings.filter(({ field }) => !/^(match|destinations|fallback|emptyProtection)\b/.test(field ?? ''))

  return (
    <div className={style['form']}>
      <label className={style['label']} htmlFor={nameId}>
        {t('editor.name')}
      </label>
      <Input
        id={nameId}
        value={route.name}
        maxLength={80}
        placeholder={t('editor.namePlaceholder')}
        onChange={({ target }) => onChange((one) => ({ ...one, name: target.value }))}
      />
      <FindingList small findings={rest} />

      <h3 className={style['heading']}>
        {t('editor.conditions')} <span className={style['quiet']}>{t('editor.allHold')}</span>
      </h3>
      <MatchBuilder
        match={route.match}
        capabilities={capabilities}
        findings={ofMatch}
        readOnly={readOnly}
        onChange={(change) => onChange((one) => ({ ...one, match: change(one.match) }))}
      />

      <WeightRows
        title={t('editor.destinations')}
        destinations={route.destinations}
        liveDestinations={liveRoute?.destinations}
        pool={pool}
        capabilities={capabilities}
        findings={ofDestinations}
        readOnly={readOnly}
        onChange={(destinations) => onChange((one) => ({ ...one, destinations }))}
      />
      <WithoutInstance
        route={route}
        liveRoute={liveRoute}
        pool={pool}
        capabilities={capabilities}
        findings={findings}
        readOnly={readOnly}
        onChange={onChange}
      />
      <Mirroring capability={capabilities?.features['mirror']} />
    </div>
  )
}

/** Why a route cannot send a copy of its calls to somebody else as well. */
function Mirroring({ capability }: { capability: Capability | undefined }) {
  const { t } = useTranslation('policies')
  const sentence = useSentence()
  if (capability?.available !== 'no' || !capability.reason) return null
  return (
    <>
      <h3 className={style['heading']}>{t('mirror')}</h3>
      <p className={style['quiet']}>{sentence(capability.reason)}</p>
    </>
  )
}
