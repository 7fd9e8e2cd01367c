import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { policyKey } from '#shared/mesh/policy.ts'
import { useScopeWords } from '../../mesh/policies/useScopeWords.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useCarried } from '../../mesh/scope.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import type { EditorOfChange } from './editors.ts'

/** Asks which policy of a change is edited; the others stay in it as they are. */
export function EditMenu({ editors }: { editors: readonly EditorOfChange[] }) {
  const { t } = useTranslation('reviews')
  const { t: changes } = useTranslation('changes')
  const { t: kinds } = useTranslation('policyPages')
  const nameOf = useServiceName()
  const scopeOf = useScopeWords()
  const navigate = useNavigate()
  const carried = useCarried()
  const entries = editors.map(({ ref, address }) => ({
    key: policyKey(ref),
    label: changes('what.policy', { kind: kinds(`one.${ref.kind}`), service: nameOf({ name: ref.service }) }),
    hint: (
      <>
        {ref.namespace}
        <br />
        {scopeOf(ref)}
      </>
    ),
    onSelect: () => void navigate(carried(address)),
  }))
  return (
    <MenuButton name={t('acts.editWhich')} align="end" framed groups={[{ title: t('acts.othersStay'), entries }]}>
      <span aria-hidden>{t('act.edit')}</span>
      <ChevronDown size={14} aria-hidden />
    </MenuButton>
  )
}
