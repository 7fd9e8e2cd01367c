import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type ManualWrites, previewCommands, readCommands } from '#shared/features/changes/commands-api.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { query } from '../../api/query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useCopied } from '../../ui/useCopied.ts'
import style from './CommandsDialog.module.css'
import { type Step, scriptText, stepText } from './script.ts'

/** What commands are asked for: a change, or edits that are not saved. */
export type Commanded = { change: string } | { edits: PolicyEdit[] }

const commandsOf = (of: Commanded) =>
  'change' in of ? query(readCommands, { params: { id: of.change } }) : query(previewCommands, { body: of })

interface Props {
  of: Commanded
  onClose: () => void
}

/** The commands that write a change past the console, each with what must stand there before. */
export function CommandsDialog({ of, onClose }: Props) {
  const { t } = useTranslation('commands')
  // Asked for again each time: edits change from one look to the next.
  const writes = useQuery({ ...commandsOf(of), staleTime: 0 })
  return (
    <Dialog title={t('title')} wide="text" onClose={onClose}>
      <Loaded query={writes}>{(data) => <Commands writes={data.writes} />}</Loaded>
    </Dialog>
  )
}

type Write = ManualWrites['writes'][number]

function Commands({ writes }: { writes: Write[] }) {
  const { t } = useTranslation('commands')
  const [copied, copy] = useCopied()
  const steps = writes.map((write) => stepOf(write, t))
  if (steps.length === 0) return <p className={style['hint']}>{t('none')}</p>
  return (
    <>
      <p className={style['hint']}>{t('hint')}</p>
      <ol className={style['steps']}>
        {steps.map((step, index) => (
          <li key={step.command}>
            <OneCommand step={step} write={writes[index]} />
          </li>
        ))}
      </ol>
      {steps.length > 1 && (
        <Button
          icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={() => copy(scriptText(steps))}
        >
          {copied ? t('copied') : t('copyAll')}
        </Button>
      )}
    </>
  )
}

function OneCommand({ step, write }: { step: Step; write: Write | undefined }) {
  const { t } = useTranslation('commands')
  const [copied, copy] = useCopied()
  const labels = Object.entries(write?.labels ?? {}).map(([name, value]) => `${name}=${value}`)
  return (
    <>
      <div className={style['head']}>
        <div>
          <h3>{step.what}</h3>
          {labels.length > 0 && <span>{labels.join(' ')}</span>}
        </div>
        <IconButton
          icon={copied ? Check : Copy}
          name={`${copied ? t('copied') : t('copy')}: ${step.what}`}
          onClick={() => copy(stepText(step))}
        />
      </div>
      <p className={style['only']}>
        {step.only} <code>{step.look}</code>
      </p>
      <pre className={style['command']}>{step.command}</pre>
    </>
  )
}

function stepOf({ act, key, backend, ref, expects, look, command }: Write, t: TFunction<'commands'>): Step {
  const only = expects ? t('only', expects) : act === 'create' ? t('onlyNew') : t('lookFirst')
  return { what: t(`act.${act}`, { key, backend, name: ref.name, service: ref.service }), only, look, command }
}
