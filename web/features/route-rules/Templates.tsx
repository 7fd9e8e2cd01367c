import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { NewPolicy } from '../../mesh/policies/NewPolicy.tsx'
import { scopeOf } from '../../mesh/policies/scopes.ts'
import type { DraftRule } from './draft.ts'
import type { Pool } from './instances.ts'
import { routeRuleUi } from './route-rule-ui.tsx'
import { SameLabelTemplate } from './SameLabelTemplate.tsx'
import { Template } from './Template.tsx'
import style from './Templates.module.css'
import { blueGreen, canaryBy, canaryByWeight, candidateVersion, stableVersion } from './templates.ts'

interface Props {
  policyRef: PolicyRef
  draft: DraftRule
  pool: Pool
  capabilities: Capabilities | undefined
  onUse: (rule: DraftRule) => void
}

/** Rules that people make again and again: each fills the form, nothing is written. */
export function Templates(props: Props) {
  const { draft, pool, capabilities, onUse } = props
  const { t } = useTranslation('routeRules')
  const [stable, candidate] = [stableVersion(draft, pool), candidateVersion(draft, pool)]
  const sentence = useSentence()
  const caller = capabilities?.features['condition.caller']
  const between = stable !== undefined && candidate !== undefined ? { stable, candidate } : undefined
  const alone = between ? undefined : t('template.oneVersion')
  const make = (rule: (stable: string, candidate: string) => DraftRule) => () =>
    between && onUse(rule(between.stable, between.candidate))
  const named = { stable: stable ?? '–', candidate: candidate ?? '–' }
  return (
    <ul className={style['templates']} aria-label={t('template.title')}>
      <Template
        title={t('template.weight.title')}
        text={t('template.weight.text', named)}
        lacking={alone}
        onUse={make((one, other) => canaryByWeight(draft, one, other))}
      />
      <Template
        title={t('template.header.title')}
        text={t('template.header.text', named)}
        lacking={alone}
        onUse={make((one, other) => canaryBy('header', draft, one, other))}
      />
      {caller?.available === 'no' ? (
        scopeOf(props.policyRef.name)?.kind !== 'caller' && (
          <ByScope policyRef={props.policyRef} why={caller.reason && sentence(caller.reason)} />
        )
      ) : (
        <Template
          title={t('template.caller.title')}
          text={t('template.caller.text', named)}
          lacking={alone}
          onUse={make((one, other) => canaryBy('caller', draft, one, other))}
        />
      )}
      <Template
        title={t('template.flip.title')}
        text={t('template.flip.text', named)}
        lacking={alone}
        onUse={make((one, other) => blueGreen(draft, one, other))}
      />
      <SameLabelTemplate {...props} stable={stable} />
    </ul>
  )
}

/** Where a proxy does not know its caller, a caller gets a rule of its own. */
function ByScope({ policyRef, why }: { policyRef: PolicyRef; why: string | undefined }) {
  const { t } = useTranslation('routeRules')
  const [asking, setAsking] = useState(false)
  const { mesh, namespace, service } = policyRef
  return (
    <li className={style['template']}>
      <div>
        <h3 className={style['title']}>{t('template.caller.title')}</h3>
        <p className={style['text']}>{why}</p>
      </div>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('template.caller.scope')}
      </Button>
      {asking && (
        <NewPolicy
          ui={routeRuleUi}
          mesh={mesh}
          namespace={namespace}
          service={{ mesh, namespace, name: service }}
          scope="caller"
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}
