import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#shared/features/webhooks/model.ts'
import { useMay } from '../../api/session.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Time, useAge } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { About } from './About.tsx'
import { useSendAgain } from './queries.ts'
import { signOfDelivery, useTryWords } from './useDeliveryWords.ts'
import style from './webhooks.module.css'

interface Props {
  delivery: Delivery
  /** Whether its webhook still stands in the configuration. */
  configured: boolean
  onClose: () => void
}

/** One delivery in full: what is sent, how its tries went, and the way to send it again. */
export function DeliveryPanel({ delivery, configured, onClose }: Props) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const age = useAge()
  const words = useTryWords()
  const again = useSendAgain(delivery.number)
  const mayWrite = useMay('webhooks:write')
  const { webhook, type, state, tries, at, id, body } = delivery
  return (
    <SidePanel
      title={t(`type.${type}`)}
      lead={<StatusTag status={signOfDelivery(state, tries)}>{t(`state.${state}`)}</StatusTag>}
      onClose={onClose}
      footer={
        mayWrite &&
        (configured ? (
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            {t(state === 'waiting' ? 'now' : 'again')}
          </Button>
        ) : (
          <span className={style['quiet']}>{t('former', { webhook })}</span>
        ))
      }
    >
      <div className={style['delivery']}>
        <Facts
          facts={[
            [t('columns.about'), type !== 'test' && <About key="about" delivery={delivery} />],
            [t('columns.webhook'), webhook],
            [t('columns.at'), <Time key="at" at={at} seconds />],
            [t('columns.tries'), format.integer(tries.count)],
            [t('columns.last'), tries.last && t('lastTry', { when: age(tries.last.at), what: words(tries.last) })],
            [t('source'), tries.last?.source && <q key="source">{tries.last.source}</q>],
            [t('nextAt'), tries.nextAt && <Time key="next" at={tries.nextAt} seconds />],
            [t('id'), <CopyText key="id" text={id} />],
          ]}
        />
        <ProblemLine problem={again.error} />
        {mayWrite && configured && state !== 'waiting' && <p className={style['quiet']}>{t('againHint')}</p>}
        <section aria-label={t('body')}>
          <h3>{t('body')}</h3>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must be reached by keyboard */}
          <pre className={style['body']} tabIndex={0}>
            {JSON.stringify(JSON.parse(body), null, 2)}
          </pre>
        </section>
      </div>
    </SidePanel>
  )
}
