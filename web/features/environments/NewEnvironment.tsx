import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { RefusedRequest } from '../../api/call.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { draftOf, emptyForm, type NamespaceNow } from './environment-form.ts'
import { EnvironmentFields, NameField } from './EnvironmentFields.tsx'
import style from './environments.module.css'
import { useCreateEnvironment } from './queries.ts'

interface Props {
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
  /** Called with the new one's name, or null when it was given up. */
  onDone: (name: string | null) => void
}

/** Writes a new environment down. */
export function NewEnvironment({ environments, places, onDone }: Props) {
  const { t } = useTranslation('environments')
  const { t: ui } = useTranslation('ui')
  const create = useCreateEnvironment()
  const [form, setForm] = useState(() => emptyForm(environments))
  const [tried, setTried] = useState(false)
  const draft = draftOf(form)
  const refused = create.error instanceof RefusedRequest ? (create.error.findings ?? []) : []
  const findings = [...(tried && !draft.ok ? draft.findings : []), ...refused]
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }))

  function submit() {
    setTried(true)
    if (draft.ok) create.mutate(draft.value, { onSuccess: ({ name }) => onDone(name) })
  }
  return (
    <SidePanel
      title={t('new')}
      onClose={() => onDone(null)}
      footer={
        <>
          <Button onClick={() => onDone(null)}>{ui('cancel')}</Button>
          <Button type="primary" loading={create.isPending} onClick={submit}>
            {t('make')}
          </Button>
        </>
      }
    >
      <div className={style['form']}>
        <NameField form={form} findings={findings} onChange={change} />
        <EnvironmentFields
          form={form}
          environments={environments}
          places={places}
          findings={findings}
          onChange={change}
        />
        <ProblemLine problem={create.error} />
      </div>
    </SidePanel>
  )
}
