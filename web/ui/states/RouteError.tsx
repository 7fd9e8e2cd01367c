import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, Link, useRevalidator, useRouteError } from 'react-router'
import { RefusedRequest } from '../../api/call.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { StatusGlyph } from '../StatusGlyph.tsx'
import { Empty } from './Empty.tsx'
import { Failed } from './Failed.tsx'
import { NotPermitted } from './NotPermitted.tsx'
import style from './states.module.css'

/** What a page becomes when it fails: the frame around it stays. */
export function RouteError() {
  const { t } = useTranslation('ui')
  const error = useRouteError()
  const { revalidate } = useRevalidator()

  if (error instanceof RefusedRequest) {
    if (error.code === 'not-permitted') return <NotPermitted problem={error} />
    if (error.code === 'not-found') return <NotFound problem={error} />
    return <Failed problem={error} onRetry={() => void revalidate()} />
  }
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  return (
    <div className={style['state']} role="alert">
      <div className={style['lead']}>
        <StatusGlyph status="failing" size={16} />
        <div>
          <h2 className={style['title']}>{t('states.broken')}</h2>
          <p>{t('states.brokenConsequence')}</p>
        </div>
      </div>
    </div>
  )
}

/** An address that leads nowhere, or to something that is gone: trying again would not help. */
export function NotFound({ problem }: { problem?: RefusedRequest }) {
  const { t } = useTranslation('ui')
  const sentence = useSentence()
  return (
    <Empty
      title={problem ? sentence(problem) : t('states.notFound')}
      hint={t('states.notFoundHint')}
      actions={<Link to="/">{t('states.toOverview')}</Link>}
    />
  )
}
