import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Policy } from '#shared/mesh/policy.ts'
import { type PolicyFilter, policyStates } from './policy-filter.ts'
import style from './PolicyFilters.module.css'

interface Props {
  /** All of the scope: the services to choose from are theirs. */
  policies: readonly Policy[]
  filter: PolicyFilter
  onFilter: (filter: PolicyFilter) => void
}

/** Which policies are listed: of one called service, in one state. */
export function PolicyFilters({ policies, filter, onFilter }: Props) {
  const { t } = useTranslation('policyPages')
  const services = [...new Set(policies.map(({ ref }) => ref.service))].toSorted((one, other) =>
    one.localeCompare(other),
  )
  return (
    <div className={style['filters']}>
      <Select
        aria-label={t('columns.service')}
        className={style['service'] ?? ''}
        placeholder={t('filter.everyService')}
        allowClear
        showSearch
        popupMatchSelectWidth={false}
        value={filter.service ?? null}
        options={services.map((service) => ({ value: service, label: service }))}
        onChange={(service: string | null) => onFilter({ ...filter, service: service ?? undefined })}
      />
      <Select
        aria-label={t('columns.state')}
        className={style['state'] ?? ''}
        placeholder={t('filter.everyState')}
        allowClear
        popupMatchSelectWidth={false}
        value={filter.state ?? null}
        options={policyStates.map((state) => ({ value: state, label: t(`filter.${state}`) }))}
        onChange={(state) => onFilter({ ...filter, state: state ?? undefined })}
      />
    </div>
  )
}
