import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/IconButton.tsx'
import { X } from 'lucide-react'
import { useLetterKeys } from '../ui/useLetterKeys.ts'
import style from './KeyList.module.css'
import { usePageCommands } from './useCommands.ts'

/** The keys that act here. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const { t: ui } = useTranslation('ui')
  const dialog = useRef<HTMLDialogElement>(null)
  const letters = useLetterKeys()
  const pages = usePageCommands()

  useEffect(() => dialog.current?.showModal(), [])

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
    ...pages.flatMap(({ letter, label }): [string, string][] =>
      letter ? [[`g ${letter}`, t('keys.goTo', { page: label })]] : [],
    ),
  ]
  return (
    <dialog ref={dialog} className={style['keys']} aria-labelledby="keys-title" onClose={onClose}>
      <header>
        <h2 id="keys-title">{t('keys.title')}</h2>
        <IconButton icon={X} name={ui('panel.close')} onClick={onClose} />
      </header>
      <dl>
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>{letters ? t('keys.hint') : t('keys.off')}</p>
    </dialog>
  )
}
