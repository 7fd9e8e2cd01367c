import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#shared/access/permission.ts'
import type { PermissionScope } from '#shared/features/users/model.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { useBindingWords } from '../../ui/useBindingWords.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { permissionsOf } from './queries.ts'
import style from './users.module.css'

/** What somebody may do: for each role, where that is now and which permissions it gives there. */
export function Scopes({ name }: { name: string }) {
  const { t } = useTranslation('users')
  const permissions = useQuery(permissionsOf(name))
  return (
    <Panel title={t('may.title', { name })} flush>
      <Loaded query={permissions}>
        {({ disabled, scopes }) => (
          <div className={style['scopes']}>
            {disabled && <StatusTag status="paused">{t('may.disabled')}</StatusTag>}
            {scopes.length === 0 && <p>{t('may.nothing')}</p>}
            {scopes.map((scope) => (
              <Scope key={JSON.stringify(scope.binding)} scope={scope} />
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

function Scope({ scope: { binding, permissions, withheld, services } }: { scope: PermissionScope }) {
  const { t } = useTranslation('users')
  const words = useBindingWords()
  const format = useFormat()
  const names = format.list(services.first.map(({ name, namespace }) => t('may.serviceIn', { name, namespace })))
  return (
    <section className={style['scope']}>
      <h3>{words(binding)}</h3>
      <p className={style['quiet']}>{reachOf()}</p>
      <ul className={style['chips']}>
        {byNoun(permissions).map(([noun, verbs]) => (
          <li key={noun}>
            <Chip>
              <code>{noun}</code> <span className={style['verbs']}>{format.list(verbs)}</span>
            </Chip>
          </li>
        ))}
      </ul>
      {(['everywhere', 'every-tenant'] as const).map((because) => {
        const kept = withheld.filter((one) => one.because === because).map(({ permission }) => permission)
        return (
          kept.length > 0 && (
            <p key={because} className={style['quiet']}>
              {t(`may.withheld.${because}`, { permissions: format.list(kept) })}
            </p>
          )
        )
      })}
    </section>
  )

  function reachOf(): string {
    if (services.total === 0) return t('may.noServices')
    if (services.total > services.first.length) return t('may.servicesMore', { total: services.total, names })
    return t('may.services', { count: services.total, names })
  }
}

/** `changes: read, write` says the same as two permissions in half the room. */
function byNoun(permissions: readonly Permission[]): [noun: string, verbs: string[]][] {
  const groups = Map.groupBy(permissions, (permission) => permission.split(':')[0] ?? '')
  return [...groups].map(([noun, all]) => [noun, all.map((permission) => permission.slice(noun.length + 1))])
}
