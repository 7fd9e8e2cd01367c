import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import style from './CommandPalette.module.css'
import { type Command, useCommands } from './useCommands.ts'

/** Search over pages, services and commands: type, arrows, Enter. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const dialog = useRef<HTMLDialogElement>(null)
  const [sought, setSought] = useState('')
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const found = matching(useCommands(), sought)
  const current = found[Math.min(chosen, found.length - 1)]

  useEffect(() => dialog.current?.showModal(), [])

  function run(command: Command | undefined) {
    if (!command) return
    onClose()
    command.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setChosen((chosen + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') run(current)
    else return
    event.preventDefault()
  }

  return (
    <dialog ref={dialog} className={style['palette']} aria-label={t('palette.open')} onClose={onClose}>
      <div className={style['field']}>
        <Search size={16} aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={current && `${id}-${current.key}`}
          aria-label={t('palette.open')}
          placeholder={t('palette.placeholder')}
          value={sought}
          onChange={(event) => {
            setSought(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div id={id} role="listbox" aria-label={t('palette.open')} className={style['list']}>
        {found.map((command) => (
          // The keys are the field's: arrows choose, Enter runs.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
          <div
            key={command.key}
            id={`${id}-${command.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === current}
            className={style['option']}
            onClick={() => run(command)}
          >
            <command.icon size={16} strokeWidth={1.75} aria-hidden />
            <span>{command.label}</span>
            <span className={style['hint']}>{command.hint}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={style['nothing']}>{t('palette.nothing')}</p>}
    </dialog>
  )
}

const most = 12

/** Commands whose words hold every sought word; those that begin with it first. */
function matching(commands: readonly Command[], sought: string): Command[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words
  return commands
    .filter(({ label, hint }) => words.every((word) => `${label} ${hint}`.toLowerCase().includes(word)))
    .toSorted((one, other) => Number(begins(other, first)) - Number(begins(one, first)))
    .slice(0, most)
}

const begins = ({ label }: Command, word: string | undefined): boolean =>
  word !== undefined && label.toLowerCase().startsWith(word)
