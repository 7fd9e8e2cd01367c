import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isConsoleWide, Permission, permissions } from '#shared/access/permission.ts'
import { roleHas, roles } from '#shared/access/role.ts'
import type { Holder } from '#shared/features/users/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { FormField } from '../../mesh/FormField.tsx'
import { servicesOf } from '../../mesh/policies/queries.ts'
import { useAddressValues, useMeshes } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import page from '../../ui/Page.module.css'
import { Panel } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { TableSkeleton } from '../../ui/states/Skeleton.tsx'
import { useBindingWords } from '../../ui/useBindingWords.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { holdersOf } from './queries.ts'
import style from './users.module.css'

interface Asked {
  permission: Permission | undefined
  mesh?: string
  namespace?: string
  service?: string
}

/** Asks who may do something in a place; the address keeps the question. */
export function WhoMay() {
  const { t } = useTranslation('users')
  const [search, setSearch] = useAddressValues()
  const [mesh, namespace, service] = (search.get('at') ?? '').split('/').map(decodeURIComponent)
  const asked: Asked = {
    permission: Permission.safeParse(search.get('permission')).data,
    ...(mesh ? { mesh } : {}),
    ...(namespace ? { namespace } : {}),
    ...(service ? { service } : {}),
  }
  const ask = ({ permission, ...place }: Asked) => {
    const parts = [place.mesh, place.namespace, place.service].flatMap((part) =>
      part ? [encodeURIComponent(part)] : [],
    )
    setSearch({ permission: permission ?? null, at: parts.join('/') || null })
  }
  return (
    <div className={page['body']}>
      <Panel title={t('ask.title')}>
        <Question asked={asked} onAsk={ask} />
      </Panel>
      {asked.permission ? (
        <Answer asked={{ ...asked, permission: asked.permission }} />
      ) : (
        <Empty title={t('ask.choosePermission')} hint={t('ask.lead')} />
      )}
    </div>
  )
}

function Question({ asked, onAsk }: { asked: Asked; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation('users')
  const { permission, mesh, namespace, service } = asked
  const meshes = useMeshes() ?? []
  const namespaces = meshes.find(({ name }) => name === mesh)?.namespaces ?? []
  const services = useQuery({ ...servicesOf(mesh ?? '', namespace), enabled: namespace !== undefined })
  const names = services.data?.value.map(({ name }) => name) ?? []
  return (
    <div className={style['question-fields']}>
      <FormField label={t('ask.permission')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            placeholder={t('ask.choosePermission')}
            value={permission ?? null}
            options={permissions.map((one) => ({ value: one, label: one }))}
            onChange={(chosen: Permission | null) => onAsk({ ...asked, permission: chosen ?? undefined })}
          />
        )}
      </FormField>
      <Place
        label={t('ask.mesh')}
        any={t('ask.anyMesh')}
        value={mesh}
        names={meshes.map(({ name }) => name)}
        onChoose={(chosen) => onAsk({ permission, ...(chosen && { mesh: chosen }) })}
      />
      <Place
        label={t('ask.namespace')}
        any={t('ask.anyNamespace')}
        value={namespace}
        names={namespaces}
        onChoose={(chosen) => onAsk({ permission, ...(mesh && { mesh }), ...(chosen && { namespace: chosen }) })}
      />
      <Place
        label={t('ask.service')}
        any={t('ask.anyService')}
        value={service}
        names={namespace ? names : []}
        onChoose={(chosen) =>
          onAsk({
            permission,
            ...(mesh && { mesh }),
            ...(namespace && { namespace }),
            ...(chosen && { service: chosen }),
          })
        }
      />
    </div>
  )
}

interface PlaceProps {
  label: string
  any: string
  value: string | undefined
  names: readonly string[]
  onChoose: (name: string | undefined) => void
}

const Place = ({ label, any, value, names, onChoose }: PlaceProps) => (
  <FormField label={label}>
    {(id) => (
      <Select
        id={id}
        value={value ?? ''}
        disabled={names.length === 0}
        options={[{ value: '', label: any }, ...names.map((name) => ({ value: name, label: name }))]}
        onChange={(name) => onChoose(name || undefined)}
      />
    )}
  </FormField>
)

function Answer({ asked }: { asked: Asked & { permission: Permission } }) {
  const { t } = useTranslation('users')
  const { t: access } = useTranslation('access')
  const format = useFormat()
  const words = useBindingWords()
  const holders = useQuery(holdersOf(asked))
  const { permission, namespace } = asked
  const carriers = format.list(roles.filter((role) => roleHas(role, permission)).map((role) => access(`role.${role}`)))
  const columns: Column<Holder>[] = [
    {
      key: 'name',
      title: t('columns.name'),
      lead: true,
      render: ({ name }) => (
        <ScopeLink to={paths.person(name)}>
          <strong>{name}</strong>
        </ScopeLink>
      ),
    },
    {
      key: 'through',
      title: t('ask.through'),
      wrap: true,
      render: ({ bindings }) => (
        <ul className={style['roles']}>
          {bindings.map((binding) => (
            <li key={JSON.stringify(binding)}>{words(binding)}</li>
          ))}
        </ul>
      ),
    },
  ]
  return (
    <Loaded query={holders} skeleton={<TableSkeleton />}>
      {({ holders: all, environment }) => (
        <Panel
          title={t('ask.holders', { count: all.length })}
          meta={
            namespace &&
            (environment ? t('ask.environment', { namespace, environment }) : t('ask.noEnvironment', { namespace }))
          }
          aside={<span className={style['quiet']}>{t('ask.carriedBy', { roles: carriers })}</span>}
          flush
        >
          {isConsoleWide(permission) && <p className={style['note']}>{t('ask.everywhereOnly')}</p>}
          {all.length === 0 ? (
            <Empty title={t('ask.nobody')} hint={t('ask.nobodyHint', { roles: carriers })} />
          ) : (
            <DataTable
              name={t('ask.holders', { count: all.length })}
              rows={all}
              columns={columns}
              rowKey={({ name }) => name}
            />
          )}
        </Panel>
      )}
    </Loaded>
  )
}
