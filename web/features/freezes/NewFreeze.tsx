import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import type { Session } from '#shared/features/session/api.ts'
import { useSession } from '../../api/session.ts'
import { readersZone } from '../../ui/format.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { draftOf, emptyForm } from './freeze-form.ts'
import { FreezeFields } from './FreezeFields.tsx'
import style from './freezes.module.css'
import { environments, useCreateFreeze } from './queries.ts'
import { mayFreeze } from './rights.ts'

interface Props {
  /** The environment that is chosen before anybody does. */
  environment: string | undefined
  /** Called with the new one's id, or null when it was given up. */
  onDone: (id: string | null) => void
}

/** Writes a new freeze down. */
export function NewFreeze(props: Props) {
  const { t } = useTranslation('freezes')
  const session = useSession()
  const known = useQuery(environments()).data?.environments
  if (known && session) return <Form {...props} names={freezable(known, session)} />
  return (
    <SidePanel title={t('new')} onClose={() => props.onDone(null)}>
      <Skeleton />
    </SidePanel>
  )
}

/** Last in order first: what comes last in promotion is what is frozen. */
const freezable = (all: readonly Environment[], session: Session): string[] =>
  all.flatMap(({ name }) => (mayFreeze(session, name) ? [name] : [])).toReversed()

function Form({ environment, names, onDone }: Props & { names: string[] }) {
  const { t } = useTranslation('freezes')
  const { t: ui } = useTranslation('ui')
  const create = useCreateFreeze()
  const [form, setForm] = useState(() => emptyForm(environment ?? names[0] ?? '', readersZone(), Date.now()))
  const [tried, setTried] = useState(false)
  const draft = draftOf(form)

  function submit() {
    setTried(true)
    if (draft.ok) create.mutate(draft.value, { onSuccess: ({ id }) => onDone(id) })
  }
  return (
    <SidePanel
      title={t('new')}
      onClose={() => onDone(null)}
      footer={
        <>
          <Button onClick={() => onDone(null)}>{ui('cancel')}</Button>
          <Button type="primary" loading={create.isPending} onClick={submit}>
            {t('freezeAct', { environment: form.environment })}
          </Button>
        </>
      }
    >
      <div className={style['form']}>
        <FreezeFields
          form={form}
          environments={names}
          findings={tried && !draft.ok ? draft.findings : []}
          problem={create.error}
          onChange={(change) => setForm((before) => ({ ...before, ...change }))}
        />
        <ProblemLine problem={create.error} />
      </div>
    </SidePanel>
  )
}
