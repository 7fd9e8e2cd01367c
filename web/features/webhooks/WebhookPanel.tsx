import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { webhookEventTypes } from '#shared/features/webhooks/event.ts'
import type { Webhook } from '#shared/features/webhooks/model.ts'
import { useMay } from '../../api/session.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useAge } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { faringOf, signOfFaring } from './faring.ts'
import { useTest } from './queries.ts'
import { useTryWords } from './useDeliveryWords.ts'
import style from './webhooks.module.css'

/** One webhook: where it is, what it is told of, and how it fares. */
export function WebhookPanel({ webhook, onTested }: { webhook: Webhook; onTested: (number: number) => void }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const age = useAge()
  const words = useTryWords()
  const test = useTest(webhook.name)
  const { name, address, events, secrets, waiting, last } = webhook
  const isAll = events.length === webhookEventTypes.length
  const tested = last?.tries.last
  return (
    <Panel
      title={name}
      meta={<code>{address}</code>}
      aside={
        useMay('webhooks:write') && (
          <Button
            loading={test.isPending}
            onClick={() => test.mutate(undefined, { onSuccess: ({ number }) => onTested(number) })}
          >
            {t('test')}
          </Button>
        )
      }
    >
      <div className={style['webhook']}>
        <Fares webhook={webhook} />
        <Facts
          facts={[
            [t('toldOf'), isAll ? t('everything') : format.list(events.map((type) => t(`type.${type}`)))],
            [t('waiting'), format.integer(waiting)],
            [t('last'), tested && t('lastTry', { when: age(tested.at), what: words(tested) })],
            [t('secrets'), secrets > 1 && t('secretsMany', { count: secrets })],
          ]}
        />
        <ProblemLine problem={test.error} />
      </div>
    </Panel>
  )
}

function Fares({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const { failingSince } = webhook
  const fares = faringOf(webhook)
  const time = failingSince === undefined ? '' : format.dayTime(epochMs(failingSince))
  return (
    <p>
      <StatusTag status={signOfFaring[fares]}>{t(`fares.${fares}`, { time })}</StatusTag>
    </p>
  )
}
