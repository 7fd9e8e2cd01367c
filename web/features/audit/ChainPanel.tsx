import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { AuditVerification } from '#shared/features/audit/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PlainButton } from '../../ui/PlainButton.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './audit.module.css'
import { Months } from './Months.tsx'
import type { Walk } from './useVerification.ts'

/** The chain as evidence: what the walk came to, the head to note elsewhere, and the months with their seals. */
export function ChainPanel({ walk, onWalk }: { walk: Walk | undefined; onWalk: () => void }) {
  const { t } = useTranslation('audit')
  return (
    <>
      <section className={style['section']} aria-label={t('chain.walk')} aria-live="polite">
        {walk?.state === 'walking' && <Progress walked={walk.walked} of={walk.of} />}
        {walk?.state === 'failed' && (
          <p className={style['verdict']} role="alert">
            <StatusGlyph status="unknown" /> <strong>{t('chain.failed')}</strong>
          </p>
        )}
        {walk?.state === 'done' && <Evidence verification={walk.verification} />}
        {walk === undefined && <p className={style['hint']}>{t('chain.hint')}</p>}
        <div>
          <PlainButton primary={walk === undefined} disabled={walk?.state === 'walking'} onClick={onWalk}>
            {walk === undefined ? t('chain.verify') : t('chain.again')}
          </PlainButton>
        </div>
      </section>
      <Months />
    </>
  )
}

function Progress({ walked, of }: { walked: number; of: number }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const share = of === 0 ? 0 : walked / of
  return (
    <>
      <p className={style['verdict']}>
        <StatusGlyph status="applying" />
        {t('chain.walking', { walked: format.integer(walked), of: format.integer(of) })}
      </p>
      <div
        className={style['bar']}
        role="progressbar"
        aria-label={t('chain.walk')}
        aria-valuenow={Math.round(share * 100)}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </>
  )
}

function Evidence({ verification }: { verification: AuditVerification }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const sentence = useSentence()
  const { rows, months, seals, dropped, head, broken, at } = verification
  const note = `${head.rows}:${head.hash}`
  return (
    <>
      <p className={style['verdict']}>
        <StatusGlyph status={broken ? 'failing' : 'ok'} />
        <strong>{broken ? t('chain.broken') : t('chain.holds')}</strong>
      </p>
      {broken && <p role="alert">{sentence(broken)}</p>}
      <Facts
        facts={[
          [t('chain.rows'), t('chain.rowsOf', { rows: format.integer(rows), head: format.integer(head.rows) })],
          [t('chain.months'), t('chain.monthsOf', { months: format.integer(months), seals: format.integer(seals) })],
          [t('chain.dropped'), dropped > 0 && format.integer(dropped)],
          [t('chain.head'), <CopyText key="head" text={note} shown={`${head.rows}:${shortened(head.hash)}`} />],
          [
            t('chain.at'),
            <time key="at" dateTime={at}>
              {format.exact(epochMs(at))}
            </time>,
          ],
        ]}
      />
      {!broken && <p className={style['hint']}>{t('chain.note')}</p>}
    </>
  )
}
