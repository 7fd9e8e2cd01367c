import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { RestoreDialog } from '../../mesh/policies/history/RestoreDialog.tsx'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { restoreOf, useRestore } from './queries.ts'

/** Proposes a state of old again; asks first, with what that writes. */
export function Restore({ policy, number, deletes }: { policy: PolicyRef; number: number; deletes: boolean }) {
  const { t } = useTranslation('revisions')
  const { t: kinds } = useTranslation('policyPages')
  const nameOf = useServiceName()
  const navigate = useNavigate()
  const carried = useCarried()
  const may = useMay('changes:write')
  const restore = useRestore(policy, number)
  const [isAsking, ask] = useState(false)
  if (!may) return null
  const { kind, service } = policy
  return (
    <>
      <Button size="small" aria-label={t('restore.actOf', { number })} onClick={() => ask(true)}>
        {t('restore.act')}
      </Button>
      {isAsking && (
        <RestoreDialog
          title={t('restore.question', { number })}
          act={t('restore.actOf', { number })}
          suggested={t('restore.suggested', { number, kind: kinds(`one.${kind}`), service: nameOf({ name: service }) })}
          preview={restoreOf(policy, number)}
          deletes={deletes}
          asking={restore.isPending || restore.isSuccess}
          problem={restore.error}
          onAct={(wish) => restore.mutate(wish, { onSuccess: ({ id }) => void navigate(carried(paths.change(id))) })}
          onClose={() => {
            ask(false)
            restore.reset()
          }}
        />
      )}
    </>
  )
}
