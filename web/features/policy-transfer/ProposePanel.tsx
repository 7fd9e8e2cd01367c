import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { ChangeForm } from '../../mesh/policies/ChangeForm.tsx'
import type { EndTime } from '../../mesh/policies/EndTime.tsx'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import style from './policy-transfer.module.css'
import { useProposal } from './queries.ts'

/** Edits that one request takes (`ProposedEdits`). */
const mostEdits = 20

interface Props {
  namespace: string
  chosen: readonly PolicyEdit[]
  /** Policies that are only taken over by a request that ends. */
  mustEnd: number
  /** Whether what is shown is what the server says now. */
  settled: boolean
  end: EndTime
}

/** Title, reason and end of the one change that takes the chosen policies over. */
export function ProposePanel({ namespace, chosen, mustEnd, settled, end }: Props) {
  const { t } = useTranslation('policyTransfer')
  const navigate = useNavigate()
  const carried = useCarried()
  const [typed, setTitle] = useState<string>()
  const [reason, setReason] = useState('')
  const propose = useProposal()
  const mayPropose = useMay('changes:write')
  const title = (typed ?? t('propose.title', { namespace })).slice(0, 120)
  const obstacle = obstacleOf({ count: chosen.length, title, mayPropose })

  function ask() {
    const revertAt = end.fromNow()
    propose.mutate(
      { title, reason, edits: [...chosen], ...(revertAt && { revertAt }) },
      { onSuccess: ({ id }) => void navigate(carried(paths.change(id))) },
    )
  }
  return (
    <Panel title={t('propose.heading')} flush>
      {mustEnd > 0 && end.at === undefined && (
        <p className={style['note']}>{t('propose.mustEnd', { count: mustEnd })}</p>
      )}
      <ChangeForm words={{ title, reason, setTitle, setReason }} end={end} needsEnd={false} isChanged />
      <div className={style['propose']}>
        <ProblemLine problem={propose.error} />
        {obstacle && <p className={style['note']}>{t(`propose.${obstacle}`, { most: mostEdits })}</p>}
        <Button type="primary" disabled={obstacle !== undefined || !settled} loading={propose.isPending} onClick={ask}>
          {t('propose.act', { count: chosen.length })}
        </Button>
      </div>
    </Panel>
  )
}

/** Why nothing can be asked for, if so. */
function obstacleOf({ count, title, mayPropose }: { count: number; title: string; mayPropose: boolean }) {
  if (!mayPropose) return 'notPermitted'
  if (count === 0) return 'none'
  if (count > mostEdits) return 'tooMany'
  return title.trim() === '' ? 'untitled' : undefined
}
