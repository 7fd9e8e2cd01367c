import { EyeOff, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RecordedBody } from '#shared/features/calls/model.ts'
import { useMay } from '../../api/session.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallDrawer.module.css'
import { CopyButton } from './CopyButton.tsx'
import { type JsonLine, jsonLines } from './json-lines.ts'

interface Props {
  name: string
  body: RecordedBody | undefined
  /** Size on the wire where the body itself does not tell it. */
  bytes: number | undefined
}

/** A body as it was recorded: JSON in lines with masked fields as hatched blocks, anything else as text. */
export function BodyView({ name, body, bytes }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const size = body?.bytes ?? bytes
  const meta = [
    body?.type,
    size === undefined ? undefined : format.bytes(size),
    body?.cut ? t('detail.cut') : undefined,
  ]
  const text = body?.text
  const lines = text === undefined ? undefined : jsonLines(text, body?.masked ?? [])
  return (
    <section className={style['section']} aria-label={name}>
      <div className={style['sectionHead']}>
        <h3>{name}</h3>
        <span className={style['quiet']}>{meta.filter((each) => each !== undefined).join(', ')}</span>
        {text !== undefined && <CopyButton text={text} name={name} />}
      </div>
      {text === undefined ? (
        <p className={style['quiet']}>{t('detail.noBody')}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <pre className={style['body']} tabIndex={0}>
          {lines ? lines.map((line, index) => <Line key={index} line={line} />) : text}
        </pre>
      )}
      {body && body.masked.length > 0 && <Masked count={body.masked.length} />}
    </section>
  )
}

function Line({ line }: { line: JsonLine }) {
  const { t } = useTranslation('calls')
  return (
    <span className={style['jsonLine']}>
      {'  '.repeat(line.indent)}
      {line.name !== undefined && <span className={style['jsonName']}>{JSON.stringify(line.name)}: </span>}
      {line.masked && <span className={style['masked']} role="img" aria-label={t('detail.maskedField')} />}
      {line.dropped && <span className={style['dropped']}>{t('detail.droppedField')}</span>}
      {line.text}
      {line.comma && ','}
      {'\n'}
    </span>
  )
}

function Masked({ count }: { count: number }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const may = useMay('calls:unmask')
  return (
    <p className={style['maskedNote']}>
      <EyeOff size={14} aria-hidden /> {t('detail.masked', { count, n: format.integer(count) })}
      {!may && (
        <span>
          <Lock size={14} aria-hidden /> {t('detail.unmask', { permission: 'calls:unmask' })}
        </span>
      )}
    </p>
  )
}
