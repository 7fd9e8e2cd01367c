import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { environmentAt } from '#shared/features/environments/model.ts'
import type { ReviewNeed } from '#shared/features/changes/review.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { environments } from './queries.ts'
import { useEffectWords } from './useEffectWords.ts'

/**
 * What follows when a change is asked for, as sentences: who must agree, and when it is in force. `needs` are what a check said of it;
 * before there is one, the environment tells.
 */
export function useNextStep(
  ref: PolicyRef,
  capabilities: Capabilities | undefined,
  needs: readonly ReviewNeed[] | undefined,
): string[] {
  const { t } = useTranslation('policyPages')
  const sentence = useSentence()
  const effectOf = useEffectWords()
  const { t: access } = useTranslation('access')
  const known = useQuery(environments()).data?.environments
  const environment = known && environmentAt(known, ref)
  const asked: readonly Asked[] = needs ?? (environment && environment.approvals > 0 ? [askedBy(environment)] : [])
  const written = environment
    ? t('next.direct', { environment: environment.name })
    : t('next.outside', { namespace: ref.namespace })
  const sentences =
    asked.length === 0
      ? [written]
      : asked.flatMap(({ environment: name, approvals, role, because }) => [
          role === 'any'
            ? t('next.reviewAny', { environment: name, count: approvals })
            : t('next.review', { environment: name, count: approvals, role: access(`role.${role}`) }),
          ...(because ? [sentence(because)] : []),
        ])
  if (!capabilities || asked.length > 0) return sentences
  return [...sentences, effectOf(capabilities)]
}

type Asked = Pick<ReviewNeed, 'environment' | 'approvals' | 'role' | 'because'>

const askedBy = ({
  name,
  approvals,
  approverRole,
}: {
  name: string
  approvals: number
  approverRole: ReviewNeed['role']
}): Asked => ({
  environment: name,
  approvals,
  role: approverRole,
})
