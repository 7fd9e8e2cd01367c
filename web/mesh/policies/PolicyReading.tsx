import { useTranslation } from 'react-i18next'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { paths } from '../../paths.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { FindingList } from '../FindingList.tsx'
import { useCarried } from '../scope.ts'
import { HistoryLink } from './history/HistoryLink.tsx'
import type { PolicyKindUi, ToldPolicy } from './kind-ui.ts'
import { NativeText } from './NativeText.tsx'
import { PolicyEnds, PolicyState } from './PolicyState.tsx'
import { useScopeWords } from './useScopeWords.ts'
import { useServiceName } from './useServiceName.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  policyRef: PolicyRef
  policy: ToldPolicy<Spec> | null
}

/** A policy as it is: for narrow screens, and for policies that the form cannot hold. */
export function PolicyReading<Spec, Draft>({ ui, policyRef, policy }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { t: meshes } = useTranslation('meshes')
  const carried = useCarried()
  const words = ui.useWords()
  const scopeOf = useScopeWords()
  const nameOf = useServiceName()
  const wide = useMedia('(min-width: 1024px)')
  const { mesh, service, kind } = policyRef
  return (
    <>
      <PageHeader
        title={nameOf({ name: service })}
        crumbs={[{ to: carried(paths.policies(mesh, kind)), label: meshes(`kindOfPolicy.${kind}`) }]}
        meta={policy && <PolicyState policy={policy} />}
        actions={<HistoryLink policy={policyRef} />}
      />
      <div className={page['body']}>
        <p>{wide ? t('reading.notUnderstood') : t('reading.narrow')}</p>
        {policy === null ? (
          <Empty title={t('empty', { kind: t(`one.${kind}`) })} hint={words.empty} />
        ) : (
          <>
            <Panel title={scopeOf(policyRef)} aside={policy.ends && <PolicyEnds ends={policy.ends} />}>
              {policy.understood === 'not' ? t('state.notUnderstood') : words.summary(policy.spec)}
            </Panel>
            {policy.findings.length > 0 && (
              <Panel title={t('checks.title')}>
                <FindingList findings={policy.findings} />
              </Panel>
            )}
            <Panel title={t('text.title')} flush>
              <NativeText documents={policy.native} />
            </Panel>
          </>
        )}
      </div>
    </>
  )
}
