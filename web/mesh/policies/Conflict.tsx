import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { DiffView } from '../../ui/diff/DiffView.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './Conflict.module.css'

interface Props {
  /** The documents where these edits began; undefined where they are not known any more. */
  base: readonly NativeDocument[] | undefined
  /** As they stand in the mesh; null where the policy is gone. */
  theirs: readonly NativeDocument[] | null
  /** What would be written; undefined while it is not known. */
  mine: readonly NativeDocument[] | undefined
  onContinue: () => void
  onDiscard: () => void
}

/** Somebody was quicker: what they changed, what would be written, and the two ways on. Nothing typed is lost. */
export function Conflict({ base, theirs, mine, onContinue, onDiscard }: Props) {
  const { t } = useTranslation('policyPages')
  const theirText = textOf(theirs ?? [])
  return (
    <section className={style['conflict']} role="alert">
      <header className={style['head']}>
        <StatusGlyph status="degraded" size={16} />
        <div>
          <h2>{theirs ? t('conflict.title') : t('conflict.gone')}</h2>
          <p>{t('conflict.text')}</p>
        </div>
      </header>
      {base && (
        <>
          <h3 className={style['side']}>{t('conflict.whatTheyDid')}</h3>
          <DiffView
            layout="side-by-side"
            before={textOf(base)}
            after={theirText}
            beforeLabel={t('conflict.base')}
            afterLabel={t('conflict.theirs')}
          />
        </>
      )}
      {mine && (
        <>
          <h3 className={style['side']}>{t('conflict.whatYouDo')}</h3>
          <DiffView
            layout="side-by-side"
            before={theirText}
            after={textOf(mine)}
            beforeLabel={t('conflict.theirs')}
            afterLabel={t('conflict.mine')}
          />
        </>
      )}
      <footer className={style['foot']}>
        <Button type="text" onClick={onDiscard}>
          {t('conflict.discard')}
        </Button>
        <Button onClick={onContinue}>{t('conflict.continue')}</Button>
      </footer>
    </section>
  )
}

const textOf = (documents: readonly NativeDocument[]): string => documents.map(({ text }) => text).join('\n')
