import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { RefusedRequest } from '../../api/call.ts'
import { FieldConflict, type ShownField } from '../../ui/conflict/FieldConflict.tsx'
import { useEdit } from '../../ui/conflict/useEdit.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { draftOf, type EnvironmentForm, formOf, type NamespaceNow } from './environment-form.ts'
import { EnvironmentFields } from './EnvironmentFields.tsx'
import style from './environments.module.css'
import { useUpdateEnvironment } from './queries.ts'
import { useEnvironmentWords } from './useEnvironmentWords.ts'

interface Props {
  environment: Environment
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
  onDone: () => void
}

const stored = (environment: Environment) => ({ form: formOf(environment), revision: environment.revision })

/** Changes an environment. Whoever was slower keeps what was typed and is asked only about what both changed. */
export function EditEnvironment({ environment, environments, places, onDone }: Props) {
  const { t: ui } = useTranslation('ui')
  const [begun] = useState(() => stored(environment))
  const edit = useEdit(begun)
  const update = useUpdateEnvironment(environment.name)
  const fields = useShownFields()
  const draft = draftOf(edit.form)

  function submit() {
    if (!draft.ok) return
    const { name: _, ...rest } = draft.value
    update.mutate(
      { ...rest, revision: edit.base.revision },
      {
        onSuccess: onDone,
        onError: (error) => {
          const theirs = error instanceof RefusedRequest && error.code === 'conflict' ? error.theirs : undefined
          if (!theirs) return
          edit.meet(stored(theirs as Environment)) // the endpoint's own answer
          update.reset()
        },
      },
    )
  }
  return (
    <SidePanel
      title={environment.name}
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
      <div className={style['form']}>
        {edit.theirs ? (
          <FieldConflict edit={edit} fields={fields} onDiscard={onDone} />
        ) : (
          <>
            <EnvironmentFields
              form={edit.form}
              environments={environments}
              places={places}
              findings={draft.ok ? [] : draft.findings}
              onChange={edit.set}
            />
            <ProblemLine problem={update.error} />
          </>
        )}
      </div>
    </SidePanel>
  )
}

function useShownFields(): ShownField<EnvironmentForm>[] {
  const { t } = useTranslation('environments')
  const words = useEnvironmentWords()
  return [
    { key: 'meshes', label: t('fields.meshes'), show: ({ meshes }) => meshes },
    { key: 'namespaces', label: t('fields.namespaces'), show: ({ namespaces }) => namespaces },
    { key: 'approvals', label: t('fields.approvals'), show: ({ approvals }) => approvals },
    { key: 'approverRole', label: t('fields.approverRole'), show: ({ approverRole }) => words.role(approverRole) },
    { key: 'largestWeightStep', label: t('fields.step'), show: (form) => form.largestWeightStep ?? t('anyStep') },
    { key: 'more', label: t('fields.more'), show: ({ more }) => (more ? t('on') : t('off')) },
    { key: 'moreRate', label: t('fields.moreRate'), show: ({ moreRate }) => moreRate ?? t('off') },
    { key: 'moreApprovals', label: t('fields.moreApprovals'), show: (form) => form.moreApprovals ?? t('off') },
    { key: 'order', label: t('fields.order'), show: ({ order }) => order },
  ]
}
