import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { policyAddress } from '../../mesh/policies/policy-address.ts'
import { useCarried } from '../../mesh/scope.ts'
import style from './RuleFromCall.module.css'

interface Props {
  policyRef: PolicyRef
  disabled: boolean
  loading?: boolean
  /** What has to be kept before; the editor is opened when it answers. */
  before?: () => Promise<unknown>
}

/** Opens the editor of a limit. */
export function OpenLimit({ policyRef, disabled, loading = false, before }: Props) {
  const { t } = useTranslation('callHandling')
  const navigate = useNavigate()
  const carried = useCarried()
  const open = () => navigate(carried(policyAddress(policyRef)))
  return (
    <div className={style['acts']}>
      <Button
        type="primary"
        disabled={disabled}
        loading={loading}
        onClick={() => void (before ? before().then(open, () => undefined) : open())}
      >
        {t('from.openLimit')}
      </Button>
    </div>
  )
}
