import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listMeshes } from '#shared/features/meshes/api.ts'
import { query } from '../../api/query.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import style from './authorizations.module.css'

/** Why no rule can be written on this mesh, once for each reason that its data planes give. */
export function Availability({ mesh }: { mesh: string }) {
  const { t } = useTranslation('authorizations')
  const sentence = useSentence()
  const meshes = useQuery(query(listMeshes, {})).data?.meshes ?? []
  const frameworks = meshes.find(({ name }) => name === mesh)?.capabilities ?? []
  const kinds = frameworks.flatMap(({ kinds: all }) => all.filter(({ kind }) => kind === 'authorizations'))
  if (kinds.length === 0 || kinds.some(({ available }) => available.available === 'yes')) return null
  const reasons = new Set(kinds.flatMap(({ available: { reason } }) => (reason ? [sentence(reason)] : [])))
  return (
    <div className={style['availability']}>
      {[...reasons].map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p className={style['quiet']}>{t('observedOnly')}</p>
    </div>
  )
}
