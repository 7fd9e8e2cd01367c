import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlannedPolicy, PlanState } from '#shared/features/policy-transfer/model.ts'
import { policyKinds } from '#shared/mesh/policy.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { DocumentDifferences } from '../../mesh/policies/DocumentDifferences.tsx'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { type Status, StatusTag } from '../../ui/StatusGlyph.tsx'
import { isProposable, planKey } from './chosen.ts'
import style from './policy-transfer.module.css'

const signs: Record<PlanState, Status> = { new: 'note', different: 'note', equal: 'ok', refused: 'failing' }

interface Props {
  policy: PlannedPolicy
  chosen: boolean
  onToggle: () => void
}

/** One policy: whether it is taken over, what stands in the way, and what would be written. */
export function PlannedRow({ policy, chosen, onToggle }: Props) {
  const { t } = useTranslation('policyTransfer')
  const nameOf = useServiceName()
  const kindOf = useKindName()
  const scopeOf = useScopeWords()
  const [open, setOpen] = useState(false)
  const { kind, service, name, state, edit, before, after, findings } = policy
  const title = t('plan.policy', { kind: kindOf(kind), service: nameOf({ name: service }) })
  const scope = edit && scopeOf(edit.ref)
  // What is equal says so by its state.
  const told = findings.filter(({ code }) => code !== 'nothing-changes')
  return (
    <li className={style['planned']}>
      <div className={style['head']}>
        <Checkbox
          aria-label={t('plan.choose', { policy: `${title} ${scope ?? name}` })}
          disabled={!isProposable(policy)}
          checked={isProposable(policy) && chosen}
          onChange={onToggle}
        />
        <strong>{title}</strong>
        {scope ? <span className={style['scope']}>{scope}</span> : <code>{name}</code>}
        <StatusTag status={signs[state]}>{t(`state.${state}`)}</StatusTag>
        {edit && state !== 'equal' && (
          <button type="button" className={style['more']} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'plan.hide' : 'plan.show')}
          </button>
        )}
      </div>
      {state !== 'equal' && <FindingList findings={told} small />}
      {open && edit && (
        <DocumentDifferences key={planKey(policy)} edits={[{ ref: edit.ref, base: edit.base, before, after }]} />
      )}
    </li>
  )
}

/** A kind as it is called here; one that is not known by its own word. */
function useKindName(): (kind: string) => string {
  const { t } = useTranslation('meshes')
  return (word) => {
    const kind = policyKinds.find((one) => one === word)
    return kind ? t(`kindOfPolicy.${kind}`) : word
  }
}
