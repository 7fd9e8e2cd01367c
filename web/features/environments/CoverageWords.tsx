import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { coverageOf, type EnvironmentForm, type NamespaceNow } from './environment-form.ts'
import style from './environments.module.css'
import { useEnvironmentWords } from './useEnvironmentWords.ts'

interface Props {
  form: Pick<EnvironmentForm, 'name' | 'order' | 'meshes' | 'namespaces'>
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
}

/** Which namespaces belong to an environment now, and which of those that it fits an earlier one takes. */
export function CoverageWords({ form, environments, places }: Props) {
  const { t } = useTranslation('environments')
  const words = useEnvironmentWords()
  const { covered, taken } = coverageOf(form, environments, places)
  return (
    <output className={style['coverage']}>
      {covered.length > 0 ? t('coversNow', { count: covered.length, names: words.names(covered) }) : t('coversNone')}{' '}
      {taken.length > 0 && t('taken', { names: words.names(taken) })}
    </output>
  )
}
