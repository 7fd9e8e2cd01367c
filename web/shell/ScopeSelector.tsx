import { ChevronsUpDown, Network } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useAddressValues, useCarried, useMeshes, useMeshName } from '../mesh/scope.ts'
import { paths } from '../paths.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import style from './TopBar.module.css'

/** Which mesh and which of its namespaces the page is about. */
export function ScopeSelector() {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const carried = useCarried()
  const [search, setSearch] = useAddressValues()
  const { namespace: ofPage } = useParams()
  const meshes = useMeshes()
  const current = useMeshName()
  const namespace = ofPage ?? search.get('namespace')
  const mesh = meshes?.find(({ name }) => name === current)

  function chooseNamespace(next: string | null) {
    // A page about one service has its namespace in the path: choosing another one leads to the list of services.
    if (!ofPage || !current) return setSearch({ namespace: next })
    void navigate(
      carried(next ? `${paths.services(current)}?namespace=${encodeURIComponent(next)}` : paths.services(current)),
    )
  }

  const meshEntries = (meshes ?? []).map(({ name }) => ({
    key: name,
    label: name,
    checked: name === current,
    onSelect: () => void navigate(paths.overview(name)),
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
        { title: t('scope.namespace'), entries: namespaceEntries },
      ]}
    >
      <Network size={16} strokeWidth={1.75} aria-hidden />
      <span className={`${style['place']} ${style['wide']}`}>
        {current ?? t('scope.none')}
        <span className={style['slash']}>/</span>
        {namespace ?? t('scope.all')}
      </span>
      <ChevronsUpDown size={14} aria-hidden />
    </MenuButton>
  )
}
