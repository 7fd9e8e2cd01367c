import { useTranslation } from 'react-i18next'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import style from './Headline.module.css'

/** The overview before its first reading: the page's name where the sentence comes, and the rows of the health tape. */
export function OverviewSkeleton() {
  const { t } = useTranslation('overview')
  return (
    <>
      <header className={style['head']}>
        <h1 className={style['title']}>{t('title')}</h1>
      </header>
      <div className={page['split']}>
        <div className={page['column']}>
          <Panel title={t('tape')} flush>
            <TableSkeleton rows={11} columns={3} />
          </Panel>
        </div>
      </div>
    </>
  )
}
