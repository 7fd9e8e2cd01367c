import { useTranslation } from 'react-i18next'
import { nameOf } from '#shared/mesh/match.ts'

/** What a route is called, with its policy where several are about. */
export function useRouteName(): (route: { policy: string; name: string }, withPolicy?: boolean) => string {
  const { t } = useTranslation('impact')
  return ({ policy, name }, withPolicy = false) => {
    const route = name === nameOf({ any: [] }) ? t('everythingElse') : name
    return withPolicy ? t('ofPolicy', { route, policy }) : route
  }
}
