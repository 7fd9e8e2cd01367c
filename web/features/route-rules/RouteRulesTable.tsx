import { useTranslation } from 'react-i18next'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { RouteList } from './RouteList.tsx'
import { RuleState } from './RuleState.tsx'

/** Where a rule is read and edited. */
export const ruleAddress = ({ ref }: RouteRulePolicy): string =>
  paths.routeRule({ mesh: ref.mesh, namespace: ref.namespace, name: ref.service }, ref.name)

/** Rules by called service, each with its routes in words. */
export function RouteRulesTable({ rules }: { rules: readonly RouteRulePolicy[] }) {
  const { t } = useTranslation('routeRules')
  const columns: Column<RouteRulePolicy>[] = [
    {
      key: 'service',
      title: t('columns.service'),
      render: (rule) => <ScopeLink to={ruleAddress(rule)}>{rule.ref.service}</ScopeLink>,
      order: (one, other) => one.ref.service.localeCompare(other.ref.service),
    },
    { key: 'scope', title: t('columns.scope'), render: (rule) => <Scope rule={rule} /> },
    { key: 'routes', title: t('columns.routes'), render: (rule) => <RouteList rule={rule.spec} /> },
    { key: 'state', title: t('columns.state'), render: (rule) => <RuleState rule={rule} /> },
  ]
  return (
    <DataTable
      name={t('title')}
      rows={rules}
      columns={columns}
      rowKey={({ ref }) => policyKey(ref)}
      empty={<Empty title={t('empty.title')} hint={t('empty.hint')} />}
    />
  )
}

function Scope({ rule: { ref } }: { rule: RouteRulePolicy }) {
  const { t } = useTranslation('routeRules')
  const caller = ref.name.startsWith('caller:') ? ref.name.slice('caller:'.length) : undefined
  return caller === undefined ? t('scope.app', { namespace: ref.namespace }) : t('scope.caller', { caller })
}
