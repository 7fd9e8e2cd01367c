import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRoute } from '#shared/features/route-rules/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { type DraftRoute, withDestination } from './draft.ts'
import type { Pool } from './instances.ts'
import style from './RouteForm.module.css'
import { WeightRows } from './WeightRows.tsx'

interface Props {
  route: DraftRoute
  liveRoute: ObservedRoute | undefined
  pool: Pool
  capabilities: Capabilities | undefined
  /** Of the route, with places in it. */
  findings: readonly Finding[]
  readOnly: boolean
  onChange: (change: (route: DraftRoute) => DraftRoute) => void
}

/** What becomes of calls whose destinations have no ready instance: somebody else, everybody, or a failure. */
export function WithoutInstance({ route, liveRoute, pool, capabilities, findings, readOnly, onChange }: Props) {
  const { t } = useTranslation('routeRules')
  const sentence = useSentence()
  const fallback = capabilities?.features['destination.fallback']
  const protection = capabilities?.features['destination.empty-protection']
  const named = route.fallback.length > 0
  // What stands there can always be taken away.
  const noFallback = fallback?.available === 'no' && !named
  const noProtection = protection?.available === 'no' && route.emptyProtection !== false
  const lacking = [...(noFallback ? [fallback] : []), ...(noProtection ? [protection] : [])]
  const why = new Set(lacking.flatMap(({ reason }) => (reason ? [sentence(reason)] : [])))
  const findingsOfProtection = findingsBelow(findings, 'emptyProtection')

  return (
    <>
      <h3 className={style['heading']}>{t('editor.without')}</h3>
      <div className={style['choices']}>
        <Checkbox
          checked={named}
          disabled={readOnly || noFallback}
          onChange={({ target }) => onChange((one) => ({ ...one, fallback: target.checked ? others(one, pool) : [] }))}
        >
          {t('editor.fallback')}
        </Checkbox>
        <Checkbox
          checked={!noProtection && route.emptyProtection !== false}
          disabled={readOnly || noProtection}
          onChange={({ target }) => onChange((one) => ({ ...one, emptyProtection: target.checked }))}
        >
          {t('editor.protection')}
        </Checkbox>
      </div>
      {[...why].map((reason) => (
        <p key={reason} className={style['quiet']}>
          {reason}
        </p>
      ))}
      {named && (
        <WeightRows
          title={t('editor.fallbackTo')}
          destinations={route.fallback}
          liveDestinations={liveRoute?.fallback}
          mayBeEmpty
          pool={pool}
          capabilities={capabilities}
          findings={findingsBelow(findings, 'fallback')}
          readOnly={readOnly}
          onChange={(next) => onChange((one) => ({ ...one, fallback: next }))}
        />
      )}
      <FindingList small findings={findingsOfProtection} />
    </>
  )
}

/** A fallback begins with a version that the route does not name. */
function others({ destinations }: DraftRoute, { versions }: Pool) {
  const named = new Set(destinations.map(({ labels }) => labels['version']))
  const other = versions.find(({ version }) => !named.has(version)) ?? versions[0]
  return withDestination([], { version: other?.version ?? 'latest' })
}
