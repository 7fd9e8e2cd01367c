import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import { type ServiceRef } from '#shared/mesh/service.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { NativeText } from './NativeText.tsx'
import { routeRulesOf } from './queries.ts'
import { RouteList } from './RouteList.tsx'
import { RuleState } from './RuleState.tsx'
import { ruleAddress } from './RouteRulesTable.tsx'
import style from './RulesOfService.module.css'

/** The policy name of a rule for every caller of a namespace. */
const everyCaller = 'app'

/** The route rules of one called service, each in words and in its own text. */
export function RulesOfService({ service }: { service: ServiceRef }) {
  const { t } = useTranslation('routeRules')
  const { mesh, namespace, name } = service
  const rules = useQuery(routeRulesOf(mesh, { namespace, service: name }))
  return (
    <Loaded query={rules}>
      {({ value, stamps }) =>
        value.length === 0 ? (
          <Panel title={t('title')} aside={<Stamps stamps={stamps} />}>
            <Empty title={t('empty.title')} hint={t('empty.hint')} actions={<NewRule service={service} />} />
          </Panel>
        ) : (
          <>
            {value.map((rule) => (
              <Rule key={policyKey(rule.ref)} rule={rule} />
            ))}
            <Stamps stamps={stamps} />
          </>
        )
      }
    </Loaded>
  )
}

function Rule({ rule }: { rule: RouteRulePolicy }) {
  const { t } = useTranslation('routeRules')
  const { namespace, name } = rule.ref
  const caller = name.startsWith('caller:') ? name.slice('caller:'.length) : undefined
  return (
    <Panel
      title={caller === undefined ? t('scope.app', { namespace }) : t('scope.caller', { caller })}
      meta={<RuleState rule={rule} />}
      aside={<ScopeLink to={ruleAddress(rule)}>{t('edit')}</ScopeLink>}
      flush
    >
      <div className={style['routes']}>
        <RouteList rule={rule.spec} />
      </div>
      <NativeText documents={rule.native} />
    </Panel>
  )
}

function NewRule({ service }: { service: ServiceRef }) {
  const { t } = useTranslation('routeRules')
  return (
    <ScopeLink to={paths.routeRule(service, everyCaller)} className={style['new'] ?? ''}>
      <Plus size={14} aria-hidden /> {t('newRule')}
    </ScopeLink>
  )
}
