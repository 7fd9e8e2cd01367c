import { Button } from 'antd'
import { LayoutTemplate, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { matchesAll } from '#shared/mesh/match.ts'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { type DraftRule, newCatchAll, newRoute, withRouteAbove } from './draft.ts'
import { poolOf } from './instances.ts'
import { RouteCards } from './RouteCards.tsx'
import style from './RouteRuleForm.module.css'
import { Templates } from './Templates.tsx'

/** The routes of a rule, from the one that is tried first to the one for everything else. */
export function RouteRuleForm(props: PolicyFormProps<ObservedRouteRule, DraftRule>) {
  const { t } = useTranslation('routeRules')
  const { policyRef, draft, live, capabilities, service, readOnly, onChange } = props
  const pool = poolOf(service, capabilities)
  const oldest = pool.versions.at(-1)?.version
  // A rule that does not exist yet begins with one of them.
  const [choosing, setChoosing] = useState(live === undefined && draft.routes.length === 0)
  return (
    <div className={style['form']}>
      <div className={style['head']}>
        <p>{t('editor.order')}</p>
        {!readOnly && (
          <span>
            <Button
              type="text"
              icon={<LayoutTemplate size={14} />}
              aria-expanded={choosing}
              onClick={() => setChoosing(!choosing)}
            >
              {t('template.title')}
            </Button>
            <Button
              type="text"
              icon={<Plus size={14} />}
              onClick={() =>
                onChange((rule) =>
                  withRouteAbove(rule, newRoute(pool.versions.map(({ version }) => version).toReversed(), '')),
                )
              }
            >
              {t('editor.addRoute')}
            </Button>
          </span>
        )}
      </div>
      {choosing && !readOnly && (
        <Templates
          policyRef={policyRef}
          draft={draft}
          pool={pool}
          capabilities={capabilities}
          onUse={(rule) => {
            onChange(() => rule)
            setChoosing(false)
          }}
        />
      )}
      <RouteCards {...props} pool={pool} />
      {!readOnly && oldest !== undefined && draft.routes.every(({ match }) => !matchesAll(match)) && (
        <span>
          <Button
            type="text"
            icon={<Plus size={14} />}
            onClick={() => onChange((rule) => ({ routes: [...rule.routes, newCatchAll(oldest, '')] }))}
          >
            {t('editor.addCatchAll')}
          </Button>
        </span>
      )}
    </div>
  )
}
