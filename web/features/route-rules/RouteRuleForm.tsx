import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { matchesAll } from '#shared/mesh/match.ts'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { type DraftRule, newCatchAll, newRoute, withRouteAbove } from './draft.ts'
import { RouteCards } from './RouteCards.tsx'
import style from './RouteRuleForm.module.css'
import { versionsOf } from './versions.ts'

/** The routes of a rule, from the one that is tried first to the one for everything else. */
export function RouteRuleForm(props: PolicyFormProps<ObservedRouteRule, DraftRule>) {
  const { t } = useTranslation('routeRules')
  const { draft, service, readOnly, onChange } = props
  const versions = versionsOf(service)
  const oldest = versions.at(-1)?.version
  return (
    <div className={style['form']}>
      <div className={style['head']}>
        <p>{t('editor.order')}</p>
        {!readOnly && (
          <Button
            type="text"
            icon={<Plus size={14} />}
            onClick={() =>
              onChange((rule) =>
                withRouteAbove(rule, newRoute(versions.map(({ version }) => version).toReversed(), '')),
              )
            }
          >
            {t('editor.addRoute')}
          </Button>
        )}
      </div>
      <RouteCards {...props} versions={versions} />
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
