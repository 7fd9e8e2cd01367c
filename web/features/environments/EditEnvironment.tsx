import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { theirsIn } from '../../api/theirs.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { EditPanel } from '../../ui/conflict/EditPanel.tsx'
import type { ShownField } from '../../ui/conflict/FieldConflict.tsx'
import { useEdit } from '../../ui/conflict/useEdit.ts'
import { draftOf, type EnvironmentForm, formOf, type NamespaceNow, placeOf } from './environment-form.ts'
import { EnvironmentFields } from './EnvironmentFields.tsx'
import { useUpdateEnvironment } from './queries.ts'
import { useEnvironmentWords } from './useEnvironmentWords.ts'

interface Props {
  environment: Environment
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
  onDone: () => void
}

const stored = (environment: Environment) => ({ form: formOf(environment), revision: environment.revision })

/** Changes what an environment covers and asks for. */
export function EditEnvironment({ environment, environments, places, onDone }: Props) {
  const [begun] = useState(() => stored(environment))
  const edit = useEdit(begun)
  const update = useUpdateEnvironment(environment.name)
  const fields = useShownFields({ environments, places })
  const draft = draftOf(edit.form)

  function save() {
    if (!draft.ok) return
    const { name: _, ...rest } = draft.value
    update.mutate(
      { ...rest, revision: edit.base.revision },
      {
        onSuccess: onDone,
        onError: (error) => {
          const theirs = theirsIn<Environment>(error)
          if (!theirs) return
          edit.meet(stored(theirs))
          update.reset()
        },
      },
    )
  }
  return (
    <EditPanel
      title={environment.name}
      edit={edit}
      fields={fields}
      isFit={draft.ok}
      saving={update}
      onSave={save}
      onDone={onDone}
    >
      <EnvironmentFields
        form={edit.form}
        environments={environments}
        places={places}
        findings={findingsOf(edit.form)}
        onChange={edit.set}
      />
    </EditPanel>
  )
}

function useShownFields(around: Pick<Props, 'environments' | 'places'>): ShownField<EnvironmentForm>[] {
  const { t } = useTranslation('environments')
  const words = useEnvironmentWords()
  const fields: ShownField<EnvironmentForm>[] = [
    { key: 'meshes', label: t('fields.meshes'), show: ({ meshes }) => meshes },
    { key: 'namespaces', label: t('fields.namespaces'), show: ({ namespaces }) => namespaces },
    { key: 'approvals', label: t('fields.approvals'), show: ({ approvals }) => approvals },
    { key: 'approverRole', label: t('fields.approverRole'), show: ({ approverRole }) => words.role(approverRole) },
    { key: 'largestWeightStep', label: t('fields.step'), show: (form) => form.largestWeightStep ?? t('anyStep') },
    { key: 'moreRate', label: t('fields.moreRate'), show: ({ moreRate }) => moreRate ?? t('off') },
    { key: 'moreApprovals', label: t('fields.moreApprovals'), show: (form) => form.moreApprovals ?? t('off') },
  ]
  return [
    ...fields.map((field) => ({ ...field, own: ownOf(field.key, around) })),
    { key: 'more', label: t('fields.more'), show: ({ more }) => (more ? t('on') : t('off')) },
    { key: 'order', label: t('fields.order'), show: ({ order }) => order },
  ]
}

const ownOf = (
  key: keyof EnvironmentForm,
  around: Pick<Props, 'environments' | 'places'>,
): NonNullable<ShownField<EnvironmentForm>['own']> => ({
  input: (form, onChange) => (
    <EnvironmentFields {...around} only={key} form={form} findings={findingsOf(form)} onChange={onChange} />
  ),
  isFit: (form) => findingsBelow(findingsOf(form), placeOf(key)).length === 0,
})

function findingsOf(form: EnvironmentForm) {
  const draft = draftOf(form)
  return draft.ok ? [] : draft.findings
}
