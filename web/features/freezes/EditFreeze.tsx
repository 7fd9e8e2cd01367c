import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Freeze } from '#shared/features/freezes/model.ts'
import { RefusedRequest } from '../../api/call.ts'
import { FieldConflict, type ShownField } from '../../ui/conflict/FieldConflict.tsx'
import { useEdit } from '../../ui/conflict/useEdit.ts'
import { nothing } from '../../ui/format.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { draftOf, formOf, type FreezeForm } from './freeze-form.ts'
import { FreezeFields } from './FreezeFields.tsx'
import style from './freezes.module.css'
import { useUpdateFreeze } from './queries.ts'
import { useFreezeWords } from './useFreezeWords.ts'

const stored = (freeze: Freeze) => ({ form: formOf(freeze), revision: freeze.revision })

/** Changes a freeze that is not over. Whoever was slower keeps what was typed and is asked only about what both changed. */
export function EditFreeze({ freeze, onDone }: { freeze: Freeze; onDone: () => void }) {
  const { t } = useTranslation('freezes')
  const { t: ui } = useTranslation('ui')
  const [begun] = useState(() => stored(freeze))
  const edit = useEdit(begun)
  const update = useUpdateFreeze(freeze.id)
  const fields = useShownFields()
  const draft = draftOf(edit.form)

  function submit() {
    if (!draft.ok) return
    const { environment: _, ...rest } = draft.value
    update.mutate(
      { ...rest, revision: edit.base.revision },
      {
        onSuccess: onDone,
        onError: (error) => {
          const theirs = error instanceof RefusedRequest && error.code === 'conflict' ? error.theirs : undefined
          if (!theirs) return
          edit.meet(stored(theirs as Freeze)) // the endpoint's own answer
          update.reset()
        },
      },
    )
  }
  return (
    <SidePanel
      title={t('editTitle', { id: freeze.id, environment: freeze.environment })}
      onClose={onDone}
      footer={
        !edit.theirs && (
          <>
            <Button onClick={onDone}>{ui('cancel')}</Button>
            <Button type="primary" disabled={!edit.isChanged || !draft.ok} loading={update.isPending} onClick={submit}>
              {ui('save')}
            </Button>
          </>
        )
      }
    >
      {edit.theirs ? (
        <div className={style['facts']}>
          <FieldConflict edit={edit} fields={fields} onDiscard={onDone} />
        </div>
      ) : (
        <FreezeFields
          form={edit.form}
          findings={draft.ok ? [] : draft.findings}
          problem={update.error}
          onChange={edit.set}
        />
      )}
      {!edit.theirs && <ProblemLine problem={update.error} />}
    </SidePanel>
  )
}

function useShownFields(): ShownField<FreezeForm>[] {
  const { t } = useTranslation('freezes')
  const format = useFormat()
  const words = useFreezeWords()
  return [
    { key: 'from', label: t('from'), show: ({ from }) => from.replace('T', ' ') },
    { key: 'to', label: t('to'), show: ({ to }) => to.replace('T', ' ') },
    { key: 'zone', label: t('zone'), show: ({ zone }) => zone },
    { key: 'reason', label: t('columns.reason'), show: ({ reason }) => reason },
    { key: 'exceptServices', label: t('exceptServices'), show: (form) => format.list(form.exceptServices) || nothing },
    { key: 'exceptRoles', label: t('exceptRoles'), show: (form) => words.roles(form.exceptRoles) || nothing },
    { key: 'liftedBy', label: t('liftedBy'), show: (form) => words.roles(form.liftedBy) || nothing },
  ]
}
