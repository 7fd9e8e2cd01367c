import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { dismissible, type InboxItem, type InboxKind } from '#shared/features/changes/inbox.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useAuthorName, useChangeTitle } from '../../mesh/useChangeTitle.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { type Status, StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Age } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './InboxList.module.css'
import { useDismiss } from './queries.ts'

const signs: Record<InboxKind, Status> = {
  review: 'waiting',
  'sent-back': 'degraded',
  approved: 'waiting',
  suspended: 'paused',
  'partly-applied': 'degraded',
  failed: 'failing',
  'revert-left': 'degraded',
}

/** Changes that wait, each with what it is about, since when it waits, and what stands in the way. */
export function InboxList({ items }: { items: readonly InboxItem[] }) {
  return (
    <ul className={style['list']}>
      {items.map((item) => (
        <Line key={`${item.kind} ${item.change.id}`} item={item} />
      ))}
    </ul>
  )
}

function Line({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const sentence = useSentence()
  const format = useFormat()
  const titleOf = useChangeTitle()
  const authorOf = useAuthorName()
  const nameOf = useServiceName()
  const dismiss = useDismiss()
  const { kind, change, since, asked, why } = item
  const services = [...new Set(change.edits.map(({ ref }) => nameOf({ name: ref.service })))]
  return (
    <li className={style['line']}>
      <StatusGlyph status={signs[kind]} label />
      <ScopeLink to={paths.change(change.id)} className={style['title']}>
        <code>{change.id}</code> {titleOf(change)}
      </ScopeLink>
      {asked && <Chip tone="accent">{t('asked')}</Chip>}
      <span className={style['meta']}>
        {t('line', { author: authorOf(change.author), services: format.list(services), round: change.round })}
      </span>
      <span className={style['age']}>
        <Age at={since} />
      </span>
      {dismissible.includes(kind) && (
        <Button size="small" loading={dismiss.isPending} onClick={() => dismiss.mutate(item)}>
          {t('dismiss')}
        </Button>
      )}
      {why && <p className={style['why']}>{sentence(why)}</p>}
      <ProblemLine problem={dismiss.error} />
    </li>
  )
}
