import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Freeze } from '#shared/features/freezes/model.ts'
import { theirsIn } from '../../api/theirs.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { EditPanel } from '../../ui/conflict/EditPanel.tsx'
import type { ShownField } from '../../ui/conflict/FieldConflict.tsx'
import { useEdit } from '../../ui/conflict/useEdit.ts'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { draftOf, formOf, type FreezeForm } from './freeze-form.ts'
import { FreezeFields } from './FreezeFields.tsx'
import { useUpdateFreeze } from './queries.ts'
import { useFreezeWords } from './useFreezeWords.ts'

const stored = (freeze: Freeze) => ({ form: formOf(freeze), revision: freeze.revision })

/** Changes a freeze that is not over. */
export function EditFreeze({ freeze, onDone }: { freeze: Freeze; onDone: () => void }) {
  const { t } = useTranslation('freezes')
  const [begun] = useState(() => stored(freeze))
  const edit = useEdit(begun)
  const update = useUpdateFreeze(freeze.id)
  const fields = useShownFields()
  const draft = draftOf(edit.form)

  function save() {
    if (!draft.ok) return
    const { environment: _, ...rest } = draft.value
    update.mutate(
      { ...rest, revision: edit.base.revision },
      {
        onSuccess: onDone,
        onError: (error) => {
          const theirs = theirsIn<Freeze>(error)
          if (!theirs) return
          edit.meet(stored(theirs))
          update.reset()
        },
      },
    )
  }
  return (
    <EditPanel
      title={t('editTitle', { id: freeze.id, environment: freeze.environment })}
      edit={edit}
      fields={fields}
      isFit={draft.ok}
      saving={update}
      onSave={save}
      onDone={onDone}
    >
      <FreezeFields form={edit.form} findings={findingsOf(edit.form)} problem={update.error} onChange={edit.set} />
    </EditPanel>
  )
}

function useShownFields(): ShownField<FreezeForm>[] {
  const { t } = useTranslation('freezes')
  const format = useFormat()
  const words = useFreezeWords()
  const fields: ShownField<FreezeForm>[] = [
    { key: 'from', label: t('from'), show: ({ from }) => from.replace('T', ' ') },
    { key: 'to', label: t('to'), show: ({ to }) => to.replace('T', ' ') },
    { key: 'zone', label: t('zone'), show: ({ zone }) => zone },
    { key: 'reason', label: t('columns.reason'), show: ({ reason }) => reason },
    { key: 'exceptServices', label: t('exceptServices'), show: (form) => format.list(form.exceptServices) || nothing },
    { key: 'exceptRoles', label: t('exceptRoles'), show: (form) => words.roles(form.exceptRoles) || nothing },
    { key: 'liftedBy', label: t('liftedBy'), show: (form) => words.roles(form.liftedBy) || nothing },
  ]
  return fields.map((field) => ({ ...field, own: ownOf(field.key) }))
}

const ownOf = (key: keyof FreezeForm): NonNullable<ShownField<FreezeForm>['own']> => ({
  input: (form, onChange) => (
    <FreezeFields only={key} form={form} findings={findingsOf(form)} problem={undefined} onChange={onChange} />
  ),
  isFit: (form) => findingsBelow(findingsOf(form), key).length === 0,
})

function findingsOf(form: FreezeForm) {
  const draft = draftOf(form)
  return draft.ok ? [] : draft.findings
}
