import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './IconButton.tsx'
import style from './SidePanel.module.css'
import { useMedia } from './useMedia.ts'

interface Props {
  title: ReactNode
  /** Between the head and the content: state, one line of facts. */
  lead?: ReactNode
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  footer?: ReactNode
  children: ReactNode
}

/** Content with a panel at its right: beside it from 1280 px on, over it with a scrim below, the whole screen under 600. */
export function WithSidePanel({ panel, children }: { panel: ReactNode; children: ReactNode }) {
  return (
    <div className={style['columns']}>
      <div className={style['content']}>{children}</div>
      {panel}
    </div>
  )
}

/** What is open of a list or a graph. Escape closes; the page keeps in its address which thing is open. */
export function SidePanel({ title, lead, onClose, onPrevious, onNext, footer, children }: Props) {
  const { t } = useTranslation('ui')
  const beside = useMedia('(min-width: 1280px)')
  const panel = useRef<HTMLElement>(null)
  const id = useId()

  useEffect(() => {
    if (!beside) panel.current?.focus()
  }, [beside])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }

  const modal = beside ? {} : { role: 'dialog', 'aria-modal': true as const }
  return (
    <>
      {!beside && <div className={style['scrim']} role="presentation" onClick={onClose} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape anywhere inside closes it */}
      <aside ref={panel} className={style['panel']} aria-labelledby={id} tabIndex={-1} onKeyDown={onKeyDown} {...modal}>
        <header className={style['head']}>
          <h2 id={id} className={style['title']}>
            {title}
          </h2>
          {onPrevious && <IconButton icon={ChevronUp} name={t('panel.previous')} onClick={onPrevious} />}
          {onNext && <IconButton icon={ChevronDown} name={t('panel.next')} onClick={onNext} />}
          <IconButton icon={X} name={t('panel.close')} onClick={onClose} />
        </header>
        {lead && <div className={style['lead']}>{lead}</div>}
        <div className={style['body']}>{children}</div>
        {footer && <footer className={style['footer']}>{footer}</footer>}
      </aside>
    </>
  )
}
