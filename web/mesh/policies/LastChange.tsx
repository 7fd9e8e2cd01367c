import { useTranslation } from 'react-i18next'
import { consoleItself } from '#shared/features/changes/model.ts'
import type { PolicyLast } from '#shared/mesh/policy-endpoints.ts'
import { paths } from '../../paths.ts'
import { nothing } from '../../ui/format.ts'
import { Age } from '../../ui/Time.tsx'
import { ScopeLink } from '../ScopeLink.tsx'

/** Who changed it last and when, as a way to that change; of what others wrote, when it was first seen. */
export function LastChange({ last }: { last: PolicyLast | undefined }) {
  const { t } = useTranslation('policyPages')
  if (!last) return nothing
  const { change, author = '', at } = last
  if (change === undefined) {
    return (
      <>
        {t('changedOutside')} <Age at={at} />
      </>
    )
  }
  const who = author === consoleItself ? t('console') : author
  return (
    <ScopeLink to={paths.change(change)}>
      {t('changedBy', { change, author: who })}
      <Age at={at} />
    </ScopeLink>
  )
}
