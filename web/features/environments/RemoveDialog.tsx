import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Dependents } from './Dependents.tsx'
import style from './environments.module.css'
import { useRemoveEnvironment } from './queries.ts'

interface Props {
  environment: Environment
  /** Namespaces that belong to it now. */
  covered: number
  onRemoved: () => void
  onClose: () => void
}

/** Asks before an environment is taken away: what it covers is then changed by the rules of the next that fits, or by none. */
export function RemoveDialog({ environment, covered, onRemoved, onClose }: Props) {
  const { t } = useTranslation('environments')
  const { t: ui } = useTranslation('ui')
  // What was read when the question opened.
  const [{ name, revision }] = useState(environment)
  const remove = useRemoveEnvironment(name)
  /** This question may be gone by then, as the environment is; a refusal is told in it. */
  async function act() {
    const removed = await remove.mutateAsync({ revision }).catch(() => undefined)
    if (removed) onRemoved()
  }
  return (
    <Dialog title={t('remove.title', { name })} onClose={onClose}>
      <div className={style['question']}>
        <p>{t('remove.text', { count: covered })}</p>
        <Dependents problem={remove.error} />
        <div className={style['acts']}>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button danger type="primary" loading={remove.isPending} onClick={() => void act()}>
            {t('remove.act', { name })}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
