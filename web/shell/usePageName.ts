import { useTranslation } from 'react-i18next'
import { policyKinds } from '#shared/mesh/policy.ts'
import type { ShellPage } from './pages.ts'

/** What a page is called; the pages of policies are called like their kinds. */
export function usePageName(): (key: ShellPage['key']) => string {
  const { t } = useTranslation('shell')
  const { t: meshes } = useTranslation('meshes')
  return (key) => (isKind(key) ? meshes(`kindOfPolicy.${key}`) : t(`nav.${key}`))
}

const kinds: ReadonlySet<string> = new Set(policyKinds)
const isKind = (key: ShellPage['key']): key is (typeof policyKinds)[number] => kinds.has(key)
