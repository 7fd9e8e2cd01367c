import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PolicyKind } from '#shared/mesh/policy.ts'

/** Leads to the question whose calls a new policy is about. */
export function NewPolicyButton(props: { kind: PolicyKind; primary?: boolean; onClick: () => void }) {
  const { t } = useTranslation('policyPages')
  return (
    <Button type={props.primary ? 'primary' : 'default'} icon={<Plus size={14} />} onClick={props.onClick}>
      {t('new.button', { kind: t(`one.${props.kind}`) })}
    </Button>
  )
}
