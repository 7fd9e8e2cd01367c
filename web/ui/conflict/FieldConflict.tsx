import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusGlyph, StatusTag } from '../StatusGlyph.tsx'
import style from './FieldConflict.module.css'
import { type Answer, mergeForms } from './merge.ts'
import type { Edit } from './useEdit.ts'

/** How a field of the form is called, and what a value of it says. */
export interface ShownField<Form> {
  key: keyof Form & string
  label: string
  show: (form: Form) => ReactNode
  /** How a value that neither of the two has is typed in; left out where there are but two values. */
  own?: OwnValue<Form>
}

interface OwnValue<Form> {
  /** The control with its label, and what is wrong with what stands in it. */
  input: (form: Form, onChange: (change: Partial<Form>) => void) => ReactNode
  isFit: (form: Form) => boolean
}

interface Props<Form extends object> {
  edit: Edit<Form>
  fields: readonly ShownField<Form>[]
  onDiscard: () => void
}

/** Somebody was quicker: asks only about what both changed apart, and says what is taken over. Nothing typed is lost. */
export function FieldConflict<Form extends object>({ edit, fields, onDiscard }: Props<Form>) {
  const { t } = useTranslation('ui')
  const [chosen, setChosen] = useState<Partial<Record<keyof Form, Answer>>>({})
  const [own, setOwn] = useState<Partial<Form>>({})
  if (!edit.theirs) return null
  const forms = { base: edit.base.form, theirs: edit.theirs.form, mine: edit.form }
  const { form, takenOver, asked } = mergeForms(forms, chosen, own)
  const answered = asked.filter((key) => chosen[key] !== undefined).length
  const isFit = fields.every(({ key, own: typed }) => chosen[key] !== 'own' || typed?.isFit(form) !== false)
  return (
    <section className={style['conflict']} role="alert">
      <header className={style['head']}>
        <StatusGlyph status="degraded" size={16} />
        <div>
          <h3>{t('conflict.title')}</h3>
          <p>{t('conflict.text')}</p>
        </div>
      </header>
      {fields
        .filter(({ key }) => asked.includes(key))
        .map(({ key, label, show, own: typed }) => (
          <fieldset key={key} className={style['field']}>
            <legend>
              <StatusTag status="degraded">{t('conflict.asked')}</StatusTag> {label}
            </legend>
            <p className={style['base']}>
              {t('conflict.base')} <span>{show(forms.base)}</span>
            </p>
            {(['theirs', 'mine'] as const).map((side) => (
              <label key={side}>
                <input
                  type="radio"
                  name={key}
                  checked={chosen[key] === side}
                  onChange={() => setChosen((before) => ({ ...before, [key]: side }))}
                />
                <span>
                  <strong>{t(`conflict.${side}`)}</strong> {show(forms[side])}
                </span>
              </label>
            ))}
            {typed && (
              <label>
                <input
                  type="radio"
                  name={key}
                  checked={chosen[key] === 'own'}
                  onChange={() => setChosen((before) => ({ ...before, [key]: 'own' }))}
                />
                <strong>{t('conflict.own')}</strong>
              </label>
            )}
            {typed && chosen[key] === 'own' && (
              <div className={style['own']}>
                {typed.input(form, (change) => setOwn((before) => ({ ...before, ...change })))}
              </div>
            )}
          </fieldset>
        ))}
      {fields
        .filter(({ key }) => takenOver.includes(key))
        .map(({ key, label, show }) => (
          <p key={key} className={style['taken']}>
            <StatusTag status="ok">{t('conflict.takenOver')}</StatusTag> {label} <span>{show(forms.theirs)}</span>
          </p>
        ))}
      <footer className={style['foot']}>
        <Button type="text" onClick={onDiscard}>
          {t('conflict.discard')}
        </Button>
        <Button type="primary" disabled={answered < asked.length || !isFit} onClick={() => edit.settle(form)}>
          {t('conflict.continue')}
        </Button>
      </footer>
    </section>
  )
}
