import { useTranslation } from 'react-i18next'

/** Stands for every called service. */
export const everyService = '*'

/** The called service as people say it: its name, or "every service". */
export function useServiceName(): (service: { name: string }) => string {
  const { t } = useTranslation('policyNames')
  return ({ name }) => (name === everyService ? t('everyService') : name)
}
