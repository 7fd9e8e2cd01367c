import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Delivery, DeliveryState, type Webhook, WebhookName } from '#shared/features/webhooks/model.ts'
import { useAddressValues } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { WithSidePanel } from '../../ui/SidePanel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { DeliveriesTable } from './DeliveriesTable.tsx'
import { DeliveryPanel } from './DeliveryPanel.tsx'
import { allWebhooks, type DeliveryFilter, deliveriesOf } from './queries.ts'
import { WebhookPanel } from './WebhookPanel.tsx'
import style from './webhooks.module.css'

/** Who outside is told of changes, how that goes, and what was told. The address keeps what is shown and which delivery is open. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks')
  const [search, setSearch] = useAddressValues()
  const webhooks = useQuery(allWebhooks())
  const filter = filterOf(search)
  const list = useInfiniteQuery(deliveriesOf(filter))
  const open = search.get('delivery')
  const show = (number: string | null) => setSearch({ delivery: number })
  // A filter might leave out the very thing that was just asked for.
  const showTest = (number: number) => setSearch({ delivery: String(number), webhook: null, state: null })

  const items = list.data?.pages.flatMap((each) => each.items) ?? []
  const chosen = useOpened(open, items)
  const names = webhooks.data?.webhooks.map(({ name }) => name) ?? []
  const panel = chosen && (
    <DeliveryPanel
      key={chosen.number}
      delivery={chosen}
      configured={names.includes(chosen.webhook)}
      onClose={() => show(null)}
    />
  )
  return (
    <WithSidePanel panel={panel}>
      <PageHeader title={t('title')} meta={t('lead')} />
      <div className={page['body']}>
        <Loaded query={webhooks} skeleton={<TableSkeleton rows={3} />}>
          {({ webhooks: all }) => <Webhooks all={all} onTested={showTest} />}
        </Loaded>
        <Loaded query={list} skeleton={<TableSkeleton />}>
          {({ pages: [first] }) =>
            // Where nobody is told and nobody was, there is nothing to list.
            names.length + (first?.total ?? 0) + Object.keys(filter).length > 0 && (
              <Panel
                title={t('deliveries')}
                meta={<Count total={first?.total ?? 0} />}
                aside={<Filters filter={filter} names={names} onChange={setSearch} />}
                flush
              >
                <DeliveriesTable
                  deliveries={items}
                  open={open}
                  empty={t(Object.keys(filter).length > 0 ? 'noneMatch' : 'noDeliveries')}
                  onOpen={({ number }) => show(String(number))}
                />
                {list.hasNextPage && (
                  <p className={style['older']}>
                    <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                      {t('older')}
                    </Button>
                  </p>
                )}
              </Panel>
            )
          }
        </Loaded>
      </div>
    </WithSidePanel>
  )
}

/**
 * The delivery that is open. One that the filter leaves out, as its state has changed, is read among the newest of all; one that is not
 * there either stays as it was last known.
 */
function useOpened(open: string | null, items: readonly Delivery[]): Delivery | undefined {
  const [known, setKnown] = useState<Delivery>()
  const isOpen = ({ number }: Delivery) => String(number) === open
  const listed = items.find(isOpen)
  const newest = useInfiniteQuery({ ...deliveriesOf({}), enabled: open !== null && listed === undefined })
  const found = listed ?? newest.data?.pages.flatMap((each) => each.items).find(isOpen)
  if (found && found !== known) setKnown(found)
  return found ?? (known && isOpen(known) ? known : undefined)
}

function Webhooks({ all, onTested }: { all: readonly Webhook[]; onTested: (number: number) => void }) {
  const { t } = useTranslation('webhooks')
  if (all.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  return (
    <div className={style['webhooks']}>
      {all.map((webhook) => (
        <WebhookPanel key={webhook.name} webhook={webhook} onTested={onTested} />
      ))}
    </div>
  )
}

function Count({ total }: { total: number }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  return t('count', { count: total, n: format.integer(total) })
}

interface FiltersProps {
  filter: DeliveryFilter
  names: readonly string[]
  onChange: (change: Record<string, string | null>) => void
}

function Filters({ filter, names, onChange }: FiltersProps) {
  const { t } = useTranslation('webhooks')
  return (
    <div className={style['filters']}>
      {names.length > 1 && (
        <Select
          aria-label={t('filterWebhook')}
          placeholder={t('every')}
          allowClear
          popupMatchSelectWidth={false}
          value={filter.webhook ?? null}
          options={names.map((value) => ({ value, label: value }))}
          onChange={(value: string | null) => onChange({ webhook: value ?? null })}
        />
      )}
      <Select
        aria-label={t('filterState')}
        placeholder={t('everyState')}
        allowClear
        popupMatchSelectWidth={false}
        value={filter.state ?? null}
        options={DeliveryState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(value: DeliveryState | null) => onChange({ state: value ?? null })}
      />
    </div>
  )
}

function filterOf(search: URLSearchParams): DeliveryFilter {
  const webhook = WebhookName.safeParse(search.get('webhook')).data
  const state = DeliveryState.safeParse(search.get('state')).data
  return { ...(webhook === undefined ? {} : { webhook }), ...(state === undefined ? {} : { state }) }
}
