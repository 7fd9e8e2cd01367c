import { useTranslation } from 'react-i18next'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { NativeText } from './NativeText.tsx'
import { RouteList } from './RouteList.tsx'
import { RuleState } from './RuleState.tsx'

/** A rule as it is: for narrow screens, and for rules that the form cannot hold. */
export function RuleReading({ policyRef, policy }: { policyRef: PolicyRef; policy: RouteRulePolicy | null }) {
  const { t } = useTranslation('routeRules')
  const carried = useCarried()
  const wide = useMedia('(min-width: 1024px)')
  return (
    <>
      <PageHeader
        title={policyRef.service}
        crumbs={[{ to: carried(paths.routeRules(policyRef.mesh)), label: t('title') }]}
        meta={policy && <RuleState rule={policy} />}
      />
      <div className={page['body']}>
        <p>{wide ? t('editor.v1') : t('editor.narrow')}</p>
        {policy === null ? (
          <Empty title={t('empty.title')} hint={t('empty.hint')} />
        ) : (
          <>
            <Panel title={t('columns.routes')}>
              <RouteList rule={policy.spec} />
            </Panel>
            <Panel title={t('editor.native')} flush>
              <NativeText documents={policy.native} />
            </Panel>
          </>
        )}
      </div>
    </>
  )
}
