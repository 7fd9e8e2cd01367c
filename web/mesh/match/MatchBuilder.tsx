import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { Match } from '#shared/mesh/match.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { FindingList } from '../FindingList.tsx'
import { ConditionRow } from './ConditionRow.tsx'
import { withCondition, withNewCondition, withNewGroup, withoutCondition } from './match-draft.ts'
import style from './MatchBuilder.module.css'

interface Props {
  match: Match
  capabilities: Capabilities | undefined
  /** `field` is the place in the match: `any.0.all.1.value`. */
  findings: readonly Finding[]
  readOnly: boolean
  onChange: (change: (match: Match) => Match) => void
}

/** Which calls are meant: conditions that all hold, alternatives where the mesh has them; none means every call. */
export function MatchBuilder({ match, capabilities, findings, readOnly, onChange }: Props) {
  const { t } = useTranslation('match')
  const at = (group: number, condition: number) => `any.${group}.all.${condition}`
  const of = (group: number, condition: number) =>
    findings.filter(({ field }) => field?.split('.').slice(0, 4).join('.') === at(group, condition))
  const known = new Set(match.any.flatMap(({ all }, group) => all.flatMap((_, index) => of(group, index))))
  return (
    <div className={style['match']}>
      {match.any.length === 0 && <p className={style['quiet']}>{t('everyCall')}</p>}
      {match.any.map((group, groupAt) => (
        <Fragment key={groupAt}>
          {groupAt > 0 && <p className={style['or']}>{t('or')}</p>}
          {group.all.map((condition, index) => (
            <ConditionRow
              key={index}
              condition={condition}
              capabilities={capabilities}
              findings={of(groupAt, index)}
              readOnly={readOnly}
              onChange={(change) => onChange((one) => withCondition(one, groupAt, index, change))}
              onRemove={() => onChange((one) => withoutCondition(one, groupAt, index))}
            />
          ))}
          {!readOnly && <Add name={t('add')} onAdd={() => onChange((one) => withNewCondition(one, groupAt))} />}
        </Fragment>
      ))}
      {!readOnly && (
        <div className={style['add']}>
          {match.any.length === 0 && <Add name={t('add')} onAdd={() => onChange((one) => withNewCondition(one, 0))} />}
          {match.any.length > 0 && <Alternative capabilities={capabilities} onAdd={() => onChange(withNewGroup)} />}
        </div>
      )}
      <FindingList small findings={findings.filter((finding) => !known.has(finding))} />
      {!readOnly && <CallerHint capabilities={capabilities} />}
    </div>
  )
}

const Add = ({ name, onAdd }: { name: string; onAdd: () => void }) => (
  <span>
    <Button type="text" size="small" icon={<Plus size={14} />} onClick={onAdd}>
      {name}
    </Button>
  </span>
)

/** A second group of conditions, or why there is none here. */
function Alternative({ capabilities, onAdd }: { capabilities: Capabilities | undefined; onAdd: () => void }) {
  const { t } = useTranslation('match')
  const sentence = useSentence()
  const capability = capabilities?.features['match.alternatives']
  return (
    <>
      <Button
        type="text"
        size="small"
        icon={<Plus size={14} />}
        disabled={capability?.available === 'no'}
        onClick={onAdd}
      >
        {t('addAlternative')}
      </Button>
      {capability?.reason && <span className={style['quiet']}>{sentence(capability.reason)}</span>}
    </>
  )
}

/** Why the condition that people miss first is not there. */
function CallerHint({ capabilities }: { capabilities: Capabilities | undefined }) {
  const sentence = useSentence()
  const caller = capabilities?.features['condition.caller']
  if (caller?.available !== 'no' || !caller.reason) return null
  return <p className={style['quiet']}>{sentence(caller.reason)}</p>
}
