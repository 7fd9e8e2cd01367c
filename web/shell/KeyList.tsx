import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/Dialog.tsx'
import { useLetterKeys } from '../ui/useLetterKeys.ts'
import style from './KeyList.module.css'
import { usePageCommands } from './useCommands.ts'

/** The keys that act here. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const letters = useLetterKeys()
  const pages = usePageCommands()

  const keys: [string, string][] = [
    ['Ctrl/⌘ K', t('keys.palette')],
    ['↑ ↓', t('keys.rows')],
    ['Enter', t('keys.open')],
    ['Esc', t('keys.close')],
    ['/', t('keys.find')],
    ['?', t('keys.list')],
    ['[', t('keys.rail')],
    ['w', t('keys.window')],
    ['j k', t('keys.rows')],
    ['f', t('keys.filter')],
    ['t', t('keys.twin')],
    ['a', t('keys.approve')],
    ['Shift a', t('keys.sendBack')],
    ['u', t('keys.revert')],
    ...pages.flatMap(({ letter, label }): [string, string][] =>
      letter ? [[`g ${letter}`, t('keys.goTo', { page: label })]] : [],
    ),
  ]
  return (
    <Dialog title={t('keys.title')} wide onClose={onClose}>
      <dl className={style['keys']}>
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className={style['hint']}>{letters ? t('keys.hint') : t('keys.off')}</p>
    </Dialog>
  )
}
