import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import { type Freeze, freezeState } from '#shared/features/freezes/model.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { StatusTag } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'

/** The freeze that runs in an environment, else the next that comes, by their begin; nothing, or the word for that, where there is none. */
export function FreezeNow({ freezes, quiet = false }: { freezes: readonly Freeze[]; quiet?: boolean }) {
  const { t } = useTranslation('environments')
  const format = useFormat()
  const now = useNow()
  const running = freezes.find((freeze) => freezeState(freeze, now) === 'running')
  const coming = freezes.find((freeze) => freezeState(freeze, now) === 'coming')
  const shown = running ?? coming
  if (!shown) return quiet ? null : t('noFreeze')
  return (
    <ScopeLink to={paths.freeze(shown.id)}>
      {running ? (
        <StatusTag status="paused">{t('frozen', { time: format.dayTime(epochMs(running.to)) })}</StatusTag>
      ) : (
        t('comingFreeze', { time: format.dayTime(epochMs(shown.from)) })
      )}
    </ScopeLink>
  )
}
