import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '#shared/features/users/model.ts'
import { useMay } from '../../api/session.ts'
import { theirsIn } from '../../api/theirs.ts'
import { FieldConflict, type ShownField } from '../../ui/conflict/FieldConflict.tsx'
import { useEdit } from '../../ui/conflict/useEdit.ts'
import { nothing } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useBindingWords } from '../../ui/useBindingWords.ts'
import { type BindingForm, bindingFormOf, bindingsOf } from './binding-form.ts'
import { BindingsEditor } from './BindingsEditor.tsx'
import { useUpdateUser } from './queries.ts'
import style from './users.module.css'

/** The roles of an account, to be edited by who may. */
export function PersonBindings({ user }: { user: User }) {
  const { t } = useTranslation('users')
  const mayWrite = useMay('users:write')
  return (
    <Panel title={t('bindings.title')} meta={t('bindings.meta')}>
      {/* Begun anew when it was saved, also by somebody else while nothing is typed here. */}
      {mayWrite ? <Editor user={user} /> : <ReadOnly user={user} />}
    </Panel>
  )
}

function ReadOnly({ user }: { user: User }) {
  const { t } = useTranslation('users')
  const words = useBindingWords()
  return (
    <>
      <ul className={style['roles']}>
        {user.bindings.map((binding) => (
          <li key={JSON.stringify(binding)}>{words(binding)}</li>
        ))}
      </ul>
      <p className={style['quiet']}>{t('person.readOnly')}</p>
    </>
  )
}

interface Form {
  disabled: boolean
  bindings: BindingForm[]
}

const stored = ({ disabled, bindings, revision }: User) => ({
  form: { disabled, bindings: bindings.map(bindingFormOf) },
  revision,
})

function Editor({ user }: { user: User }) {
  const { t } = useTranslation('users')
  const [begun] = useState(() => stored(user))
  const edit = useEdit<Form>(begun)
  const update = useUpdateUser(user.name)
  const fields = useShownFields()
  const bindings = bindingsOf(edit.form.bindings)
  // Another act on this page, or another person, has moved it on while nothing was typed here.
  if (!edit.isChanged && !edit.theirs && user.revision > edit.base.revision) edit.begin(stored(user))

  function save() {
    if (!bindings.ok) return
    const body = { disabled: edit.form.disabled, bindings: bindings.value, revision: edit.base.revision }
    update.mutate(body, {
      onSuccess: (saved) => edit.begin(stored(saved)),
      onError: (error) => {
        const theirs = theirsIn<User>(error)
        if (!theirs) return
        edit.meet(stored(theirs))
        update.reset()
      },
    })
  }

  if (edit.theirs) {
    return <FieldConflict edit={edit} fields={fields} onDiscard={() => edit.theirs && edit.begin(edit.theirs)} />
  }
  return (
    <>
      <BindingsEditor
        forms={edit.form.bindings}
        findings={findingsOf(edit.form.bindings)}
        onChange={(changed) => edit.set({ bindings: changed })}
      />
      <div className={style['save']}>
        <ProblemLine problem={update.error} />
        <output className={style['quiet']}>
          {edit.isChanged ? t('bindings.changed') : update.isSuccess ? t('bindings.saved') : ''}
        </output>
        {edit.isChanged && <Button onClick={() => edit.begin(stored(user))}>{t('bindings.discard')}</Button>}
        <Save disabled={!edit.isChanged || !bindings.ok} loading={update.isPending} onClick={save} />
      </div>
    </>
  )
}

function Save(props: { disabled: boolean; loading: boolean; onClick: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button type="primary" {...props}>
      {t('save')}
    </Button>
  )
}

function useShownFields(): ShownField<Form>[] {
  const { t } = useTranslation('users')
  const words = useBindingWords()
  return [
    {
      key: 'disabled',
      label: t('fields.disabled'),
      show: ({ disabled }) => t(disabled ? 'state.disabled' : 'state.enabled'),
    },
    {
      key: 'bindings',
      label: t('fields.bindings'),
      show(form) {
        const bindings = bindingsOf(form.bindings)
        if (!bindings.ok || bindings.value.length === 0) return nothing
        return (
          <ul className={style['roles']}>
            {bindings.value.map((binding) => (
              <li key={JSON.stringify(binding)}>{words(binding)}</li>
            ))}
          </ul>
        )
      },
      own: {
        input: ({ bindings }, onChange) => (
          <BindingsEditor
            forms={bindings}
            findings={findingsOf(bindings)}
            onChange={(changed) => onChange({ bindings: changed })}
          />
        ),
        isFit: ({ bindings }) => findingsOf(bindings).length === 0,
      },
    },
  ]
}

function findingsOf(forms: BindingForm[]) {
  const bindings = bindingsOf(forms)
  return bindings.ok ? [] : bindings.findings
}
