import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { useMay } from '../../api/session.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { PanelSection } from './PanelSection.tsx'
import { rulesOf } from './queries.ts'
import style from './SelectionPanel.module.css'

/** Route rules that decide where a service's calls go; nothing where the reader may not see rules. */
export function RulesInForce({ service }: { service: ServiceRef }) {
  const { t } = useTranslation('topology')
  const may = useMay('route-rules:read')
  const rules = useQuery({ ...rulesOf(service), enabled: may })
  if (!may) return null
  return (
    <PanelSection title={t('panel.rules')} aside={rules.data && <Stamps stamps={rules.data.stamps} />}>
      <Loaded query={rules}>
        {({ value, stamps }) => {
          const silent = stamps.some((stamp) => stamp.silent)
          if (value.length === 0) return silent ? null : <p className={style['quiet']}>{t('panel.noRules')}</p>
          return (
            <ul className={style['rows']}>
              {value.map(({ ref, spec, enabled }) => (
                <li key={ref.name} className={style['row']}>
                  <ScopeLink to={paths.policy(service, 'route-rules', ref.name)} className={style['name']}>
                    {ref.name}
                  </ScopeLink>
                  <span className={style['quiet']}>
                    {enabled ? t('panel.routes', { count: spec.routes.length }) : t('panel.off')}
                  </span>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </PanelSection>
  )
}
