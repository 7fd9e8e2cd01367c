import { EyeOff, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RecordedBody } from '#shared/features/calls/model.ts'
import { useMay } from '../../api/session.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './CallDrawer.module.css'
import { CopyButton } from './CopyButton.tsx'
import { type JsonLine, jsonLines, mask } from './json-lines.ts'

interface Props {
  name: string
  body: RecordedBody | undefined
  /** Size on the wire where the body itself does not tell it. */
  bytes: number | undefined
  onUnmask: () => void
}

/** A body as it was recorded: JSON in lines with masked fields as hatched blocks, anything else as text. */
export function BodyView({ name, body, bytes, onUnmask }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const size = body?.bytes ?? bytes
  const text = body?.text
  const lines = text === undefined ? undefined : jsonLines(text, body?.masked ?? [])
  // What parses is whole: it is shorter than it was on the wire only by the secrets that were left out.
  const partly = body?.cut === true && lines === undefined
  return (
    <section className={style['section']} aria-label={name}>
      <div className={style['sectionHead']}>
        <h3>{name}</h3>
        {body?.type && <span className={style['quiet']}>{body.type}</span>}
        {size !== undefined && <span className={style['quiet']}>{format.bytes(size)}</span>}
        {partly && <span className={style['quiet']}>{t('detail.cut')}</span>}
        {text !== undefined && <CopyButton text={text} name={name} />}
      </div>
      {text === undefined ? (
        <p className={style['quiet']}>{t('detail.noBody')}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <pre className={style['body']} tabIndex={0}>
          {lines ? lines.map((line, index) => <Line key={index} line={line} />) : <Masking text={text} />}
        </pre>
      )}
      {body && body.masked.length > 0 && <Masked count={body.masked.length} onUnmask={onUnmask} />}
    </section>
  )
}

function Line({ line }: { line: JsonLine }) {
  const { t } = useTranslation('calls')
  return (
    <span className={style['jsonLine']}>
      {'  '.repeat(line.indent)}
      {line.name !== undefined && <span className={style['jsonName']}>{JSON.stringify(line.name)}: </span>}
      {line.masked && <Hatched />}
      {line.dropped && <span className={style['dropped']}>{t('detail.droppedField')}</span>}
      {line.text !== undefined && <Masking text={line.text} />}
      {line.comma && ','}
      {'\n'}
    </span>
  )
}

/** A text in which masked stretches are hatched. */
const Masking = ({ text }: { text: string }) =>
  text.split(mask).flatMap((part, index) => (index === 0 ? [part] : [<Hatched key={index} />, part]))

function Hatched() {
  const { t } = useTranslation('calls')
  return <span className={style['masked']} role="img" aria-label={t('detail.maskedField')} />
}

/** How many fields are masked, and the way to see them for those who may. */
function Masked({ count, onUnmask }: { count: number; onUnmask: () => void }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const may = useMay('calls:unmask')
  return (
    <div className={style['maskedNote']}>
      <EyeOff size={14} aria-hidden /> {t('detail.masked', { count, n: format.integer(count) })}
      {may ? (
        <button type="button" className={style['link']} onClick={onUnmask}>
          {t('detail.lift')}
        </button>
      ) : (
        <span>
          <Lock size={14} aria-hidden /> {t('detail.unmask', { permission: 'calls:unmask' })}
        </span>
      )}
    </div>
  )
}
