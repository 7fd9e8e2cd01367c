import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Environment } from '#shared/features/environments/model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Dependents } from './Dependents.tsx'
import style from './environments.module.css'
import { useRenameEnvironment } from './queries.ts'

interface Props {
  environment: Environment
  onRenamed: (name: string) => void
  onClose: () => void
}

/** Asks for another name, and says what follows it. */
export function RenameDialog({ environment, onRenamed, onClose }: Props) {
  const { t } = useTranslation('environments')
  const { t: ui } = useTranslation('ui')
  // What was read when the question opened.
  const [{ name: before, revision }] = useState(environment)
  const [name, setName] = useState(before)
  const rename = useRenameEnvironment(before)
  const isFit = Environment.shape.name.safeParse(name).success && name !== before

  /** The old name, and this question with it, may be gone by then; a refusal is told in the question. */
  async function act() {
    const renamed = await rename.mutateAsync({ name, revision }).catch(() => undefined)
    if (renamed) onRenamed(renamed.name)
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isFit) void act()
  }
  return (
    <Dialog title={t('rename.title', { name: before })} onClose={onClose}>
      <form className={style['question']} onSubmit={submit}>
        <p>{t('rename.text')}</p>
        <Field
          id="environment-name"
          label={t('rename.name')}
          hint={t('fields.nameHint')}
          maxLength={40}
          value={name}
          onChange={setName}
        />
        <Dependents problem={rename.error} />
        <div className={style['acts']}>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!isFit} loading={rename.isPending}>
            {t('rename.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
