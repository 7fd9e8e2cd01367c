import { Button, Input } from 'antd'
import { Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRoute } from '#shared/features/route-rules/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { ConditionRow } from './ConditionRow.tsx'
import { type DraftRoute, withCondition, withNewCondition, withoutCondition } from './draft.ts'
import { FindingLines } from './FindingLines.tsx'
import style from './RouteForm.module.css'
import type { KnownVersion } from './versions.ts'
import { WeightRows } from './WeightRows.tsx'
import { placeInRule } from './words.ts'

interface Props {
  route: DraftRoute
  /** The same calls' route as it is live, if there is one. */
  liveRoute: ObservedRoute | undefined
  versions: readonly KnownVersion[]
  capabilities: Capabilities | undefined
  /** Of this route, with fields as in a request. */
  findings: readonly Finding[]
  onChange: (change: (route: DraftRoute) => DraftRoute) => void
}

/** One route as a form: its name, its conditions as sentences, its weights. */
export function RouteForm({ route, liveRoute, versions, capabilities, findings, onChange }: Props) {
  const { t } = useTranslation('routeRules')
  const nameId = useId()
  const ofCondition = (group: number, condition: number) =>
    findings.filter(({ field }) => placeInRule(field).slice(2, 7).join('.') === `match.any.${group}.all.${condition}`)
  const ofWeights = findings.filter(({ field }) => placeInRule(field)[2] === 'destinations')
  const rest = findings.filter(({ field }) => !['match', 'destinations'].includes(placeInRule(field)[2] ?? ''))

  return (
    <div className={style['form']}>
      <label className={style['label']} htmlFor={nameId}>
        {t('editor.name')}
      </label>
      <Input
        id={nameId}
        value={route.name}
        maxLength={80}
        placeholder={t('editor.namePlaceholder')}
        onChange={({ target }) => onChange((one) => ({ ...one, name: target.value }))}
      />
      <FindingLines findings={rest} />

      <h3 className={style['heading']}>
        {t('editor.conditions')} <span className={style['quiet']}>{t('editor.allHold')}</span>
      </h3>
      <div className={style['conditions']}>
        {route.groups.length === 0 && <p className={style['quiet']}>{t('noConditions')}</p>}
        {route.groups.map((group, groupAt) =>
          group.conditions.map((condition, at) => (
            <ConditionRow
              key={condition.id}
              condition={condition}
              capabilities={capabilities}
              findings={ofCondition(groupAt, at)}
              onChange={(change) => onChange((one) => withCondition(one, condition.id, change))}
              onRemove={() => onChange((one) => withoutCondition(one, condition.id))}
            />
          )),
        )}
        <div className={style['add']}>
          <Button
            type="text"
            icon={<Plus size={14} />}
            onClick={() => onChange((one) => withNewCondition(one, one.groups[0]?.id))}
          >
            {t('editor.addCondition')}
          </Button>
          <CallerHint capabilities={capabilities} />
        </div>
      </div>

      <WeightRows
        route={route}
        liveRoute={liveRoute}
        versions={versions}
        capabilities={capabilities}
        findings={ofWeights}
        onChange={onChange}
      />
    </div>
  )
}

/** Why the condition that people miss first is not there. */
function CallerHint({ capabilities }: { capabilities: Capabilities | undefined }) {
  const sentence = useSentence()
  const caller = capabilities?.features['condition.caller']
  if (caller?.available !== 'no' || !caller.reason) return null
  return <span className={style['quiet']}>{sentence(caller.reason)}</span>
}
