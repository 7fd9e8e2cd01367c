import { ChevronsUpDown, Network } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { PageScope } from '../mesh/page-scope.ts'
import { rememberMesh, useAddressValues, useMeshes, useMeshName } from '../mesh/scope.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import style from './TopBar.module.css'

/** Which mesh and, where the page is about one, which of its namespaces is looked at. */
export function ScopeSelector({ scope }: { scope: PageScope }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const [search, setSearch] = useAddressValues()
  const { namespace: ofPage } = useParams()
  const meshes = useMeshes()
  const current = useMeshName()
  const namespace = ofPage ?? search.get('namespace')
  const mesh = meshes?.find(({ name }) => name === current)

  function go(to: string, namespace: string | null) {
    const window = [...search].filter(([name]) => name === 'last' || name === 'from' || name === 'to')
    const kept = new URLSearchParams([...window, ...(namespace === null ? [] : [['namespace', namespace]])])
    void navigate({ pathname: to, search: `${kept}` })
  }

  function chooseMesh(next: string) {
    rememberMesh(next) // for pages whose address names no mesh
    go(scope.at(next), null) // its namespaces are others
  }

  function chooseNamespace(next: string | null) {
    // A page about one thing has its namespace in the path: choosing another one leads to the list of such things.
    if (ofPage && current) go(scope.at(current), next)
    else setSearch({ namespace: next })
  }

  const meshEntries = (meshes ?? []).map(({ name }) => ({
    key: name,
    label: name,
    checked: name === current,
    onSelect: () => chooseMesh(name),
  }))
  const namespaceEntries = [null, ...(mesh?.namespaces ?? [])].map((each) => ({
    key: each ?? '',
    label: each ?? t('scope.all'),
    checked: each === namespace,
    onSelect: () => chooseNamespace(each),
  }))
  return (
    <MenuButton
      name={t('scope.label')}
      groups={[
        { title: t('scope.mesh'), entries: meshEntries },
        ...(scope.namespace ? [{ title: t('scope.namespace'), entries: namespaceEntries }] : []),
      ]}
    >
      <Network size={16} strokeWidth={1.75} aria-hidden />
      <span className={`${style['place']} ${style['wide']}`}>
        {current ?? t('scope.none')}
        {scope.namespace && (
          <>
            <span className={style['slash']}>/</span>
            {namespace ?? t('scope.all')}
          </>
        )}
      </span>
      <ChevronsUpDown size={14} aria-hidden />
    </MenuButton>
  )
}
