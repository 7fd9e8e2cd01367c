import { Button } from 'antd'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Drift } from '#shared/features/drift/model.ts'
import type { RestoreWish } from '#shared/features/revisions/api.ts'
import { useMay } from '../../api/session.ts'
import { RestoreDialog } from '../../mesh/policies/history/RestoreDialog.tsx'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { AdoptDialog } from './AdoptDialog.tsx'
import style from './drift.module.css'
import { IgnoreDialog } from './IgnoreDialog.tsx'
import { revertOf, useRevertDrift, useWatchAgain } from './queries.ts'

type Asked = 'revert' | 'adopt' | 'ignore'

/** The three answers to drift: ours back, theirs accepted, or not now. */
export function DriftActs({ drift }: { drift: Drift }) {
  const { t } = useTranslation('drift')
  const [asked, ask] = useState<Asked>()
  const watch = useWatchAgain(drift.ref)
  const [may, mayChange] = [useMay('drift:write'), useMay('changes:write')]
  const close = () => ask(undefined)
  if (!may) return <p className={style['note']}>{t('needs', { permission: 'drift:write' })}</p>
  return (
    <div className={style['acts']}>
      <ProblemLine problem={watch.error} />
      {drift.ignored ? (
        <Button loading={watch.isPending} onClick={() => watch.mutate()}>
          {t('ignore.end')}
        </Button>
      ) : (
        <Button onClick={() => ask('ignore')}>{t('ignore.act')}</Button>
      )}
      <Button onClick={() => ask('adopt')}>{t('adopt.act')}</Button>
      {mayChange && (
        <Button type="primary" icon={<Undo2 size={14} />} onClick={() => ask('revert')}>
          {t('revert.act')}
        </Button>
      )}
      {asked === 'ignore' && <IgnoreDialog drift={drift} onClose={close} />}
      {asked === 'adopt' && <AdoptDialog policy={drift.ref} number={drift.found.number} onClose={close} />}
      {asked === 'revert' && <Revert drift={drift} onClose={close} />}
    </div>
  )
}

function Revert({ drift: { ref, accepted }, onClose }: { drift: Drift; onClose: () => void }) {
  const { t } = useTranslation('drift')
  const { t: kinds } = useTranslation('policyPages')
  const nameOf = useServiceName()
  const navigate = useNavigate()
  const carried = useCarried()
  const revert = useRevertDrift(ref)
  /** The panel may be gone by then, because nothing drifts any more; a refusal is told in the question. */
  const act = async (wish: RestoreWish) => {
    const change = await revert.mutateAsync(wish).catch(() => undefined)
    if (change) await navigate(carried(paths.change(change.id)))
  }
  return (
    <RestoreDialog
      title={t('revert.question')}
      act={t('revert.act')}
      suggested={t('revert.suggested', { kind: kinds(`one.${ref.kind}`), service: nameOf({ name: ref.service }) })}
      preview={revertOf(ref)}
      deletes={accepted.native.length === 0}
      asking={revert.isPending || revert.isSuccess}
      problem={revert.error}
      onAct={(wish) => void act(wish)}
      onClose={onClose}
    />
  )
}
