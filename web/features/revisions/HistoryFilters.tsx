import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf } from '#shared/contract/instant.ts'
import { Revision } from '#shared/features/changes/model.ts'
import { PolicyKind } from '#shared/mesh/policy.ts'
import { servicesOf } from '../../mesh/policies/queries.ts'
import { useAddressValues } from '../../mesh/scope.ts'
import type { HistoryFilter } from './queries.ts'
import style from './revisions.module.css'

const spans = { '1h': 3_600_000, '1d': 86_400_000, '7d': 7 * 86_400_000, '30d': 30 * 86_400_000 } as const
type Span = keyof typeof spans
const spanNames = Object.keys(spans) as Span[] // keys of a constant

/** What was chosen, as the address has it. */
interface Chosen {
  service: string | undefined
  kind: PolicyKind | undefined
  origin: Revision['origin'] | undefined
  author: string | undefined
  since: Span | undefined
}

/** The filter that the address restores, ready to be asked. */
export function useHistoryFilter() {
  const [search, setSearch] = useAddressValues()
  // One moment while the page stands open, so that its filter is one question.
  const [now] = useState(() => Date.now())
  const since = spanNames.find((name) => name === search.get('since'))
  const chosen: Chosen = {
    service: search.get('service') ?? undefined,
    kind: PolicyKind.safeParse(search.get('kind')).data,
    origin: Revision.shape.origin.safeParse(search.get('origin')).data,
    author: search.get('author') ?? undefined,
    since,
  }
  const namespace = search.get('namespace')
  const { service, kind, origin, author } = chosen
  const filter: HistoryFilter = {
    ...(namespace && { namespace }),
    ...(service && { service }),
    ...(kind && { kind }),
    ...(origin && { origin }),
    ...(author && { author }),
    ...(since && { from: instantOf(now - spans[since]) }),
  }
  const choose = (change: Partial<Chosen>) =>
    setSearch(Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? null])))
  return { filter, chosen, isCut: Object.keys(filter).length > 0, choose }
}

interface Props {
  mesh: string
  chosen: Chosen
  onChoose: (change: Partial<Chosen>) => void
}

/** Cuts a history by service, kind, origin, author and time. */
export function HistoryFilters({ mesh, chosen, onChoose }: Props) {
  const { t } = useTranslation('revisions')
  const { t: meshes } = useTranslation('meshes')
  const services = useQuery(servicesOf(mesh, undefined)).data?.value ?? []
  const names = [...new Set(services.map(({ name }) => name))].toSorted((one, other) => one.localeCompare(other))
  return (
    <div className={style['filters']}>
      <Select
        aria-label={t('filter.service')}
        placeholder={t('filter.everyService')}
        allowClear
        showSearch
        popupMatchSelectWidth={false}
        value={chosen.service ?? null}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={(service: string | null) => onChoose({ service: service ?? undefined })}
      />
      <Select
        aria-label={t('filter.kind')}
        placeholder={t('filter.everyKind')}
        allowClear
        popupMatchSelectWidth={false}
        value={chosen.kind ?? null}
        options={PolicyKind.options.map((kind) => ({ value: kind, label: meshes(`kindOfPolicy.${kind}`) }))}
        onChange={(kind: PolicyKind | null) => onChoose({ kind: kind ?? undefined })}
      />
      <Select
        aria-label={t('filter.origin')}
        placeholder={t('filter.anyOrigin')}
        allowClear
        popupMatchSelectWidth={false}
        value={chosen.origin ?? null}
        options={Revision.shape.origin.options.map((origin) => ({ value: origin, label: t(`filter.${origin}`) }))}
        onChange={(origin: Revision['origin'] | null) => onChoose({ origin: origin ?? undefined })}
      />
      <Select
        aria-label={t('filter.time')}
        placeholder={t('filter.anyTime')}
        allowClear
        popupMatchSelectWidth={false}
        value={chosen.since ?? null}
        options={spanNames.map((name) => ({ value: name, label: t(`filter.last.${name}`) }))}
        onChange={(since: Span | null) => onChoose({ since: since ?? undefined })}
      />
      <Input
        key={chosen.author ?? ''}
        aria-label={t('filter.author')}
        placeholder={t('filter.anyAuthor')}
        allowClear
        style={{ width: 130 }}
        defaultValue={chosen.author ?? ''}
        onPressEnter={({ currentTarget }) => onChoose({ author: currentTarget.value.trim() || undefined })}
        onBlur={({ currentTarget }) => onChoose({ author: currentTarget.value.trim() || undefined })}
        onClear={() => onChoose({ author: undefined })}
      />
    </div>
  )
}
