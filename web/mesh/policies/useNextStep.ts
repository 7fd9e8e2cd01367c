import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { matchesPattern } from '#shared/access/pattern.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { environments } from './queries.ts'

/** What follows when a change is asked for, as sentences: who must agree, and when it is in force. */
export function useNextStep(ref: PolicyRef, capabilities: Capabilities | undefined): string[] {
  const { t } = useTranslation('policyPages')
  const environment = useQuery(environments()).data?.environments.find(
    ({ meshes, namespaces }) => matchesPattern(meshes, ref.mesh) && matchesPattern(namespaces, ref.namespace),
  )
  const written = environment
    ? t('next.direct', { environment: environment.name })
    : t('next.outside', { namespace: ref.namespace })
  if (!capabilities) return [written]
  const { takesEffect, withinSeconds } = capabilities
  const effect =
    takesEffect === 'live' && withinSeconds !== undefined
      ? t('next.within', { seconds: withinSeconds })
      : t(`next.takesEffect.${takesEffect}`)
  return [written, effect]
}
