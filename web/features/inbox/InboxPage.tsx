import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type InboxItem, InboxKind } from '#shared/features/changes/inbox.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { InboxList } from './InboxList.tsx'
import { inbox } from './queries.ts'

/** Everything that waits for the person, by what is to be done with it. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const items = useQuery(inbox())
  return (
    <>
      <PageHeader title={t('title')} meta={items.data && t('count', { count: items.data.items.length })} />
      <div className={page['body']}>
        <Loaded query={items}>
          {({ items: all, more }) =>
            all.length === 0 ? (
              <Empty title={t('none')} hint={t(more ? 'more' : 'noneHint')} />
            ) : (
              <>
                {InboxKind.options.map((kind) => (
                  <Group key={kind} kind={kind} items={all} />
                ))}
                {more && <p>{t('more')}</p>}
              </>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

function Group({ kind, items }: { kind: InboxKind; items: readonly InboxItem[] }) {
  const { t } = useTranslation('inbox')
  const own = items.filter((item) => item.kind === kind)
  if (own.length === 0) return null
  return (
    <Panel title={t(`kind.${kind}`)} meta={own.length} flush>
      <InboxList items={own} />
    </Panel>
  )
}
