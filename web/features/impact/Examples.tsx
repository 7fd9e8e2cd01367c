import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Window } from '#shared/contract/window.ts'
import type { ImpactExample } from '#shared/features/impact/model.ts'
import { paths } from '../../paths.ts'
import { Time } from '../../ui/Time.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useEndsInWords } from './ends.ts'
import style from './Examples.module.css'
import { useCallerName } from './useCallerName.ts'

interface Props {
  mesh: string
  service: string
  window: Window
  examples: readonly ImpactExample[]
}

/** Recorded calls that go another way, each to be opened as its record. */
export function Examples({ mesh, service, window, examples }: Props) {
  const { t } = useTranslation('impact')
  const format = useFormat()
  if (examples.length === 0) return null
  return (
    <details className={style['examples']}>
      <summary>{t('examples', { count: examples.length, n: format.integer(examples.length) })}</summary>
      <ul>
        {examples.map((example) => (
          <Example
            key={example.id}
            example={example}
            to={`${paths.calls(mesh)}?${new URLSearchParams({ ...window, callee: service, call: example.id })}`}
          />
        ))}
      </ul>
    </details>
  )
}

function Example({ example, to }: { example: ImpactExample; to: string }) {
  const { t } = useTranslation('impact')
  const callerName = useCallerName()
  const inWords = useEndsInWords()
  const { at, method, path, caller, tenant } = example
  const who = callerName(caller)
  const tenantName = tenant?.name ?? tenant?.id
  return (
    <li className={style['example']}>
      <Link to={to} aria-label={t('open', { method, path })} className={style['call']}>
        <code>
          {method} {path}
        </code>
      </Link>
      <span className={style['quiet']}>
        <Time at={at} seconds /> {tenantName ? t('exampleOf', { caller: who, tenant: tenantName }) : who}
      </span>
      <span>{t('move', { from: inWords(example.before.parts), to: inWords(example.after.parts) })}</span>
    </li>
  )
}
