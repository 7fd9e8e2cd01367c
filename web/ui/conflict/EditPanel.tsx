import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '../SidePanel.tsx'
import { ProblemLine } from '../states/Failed.tsx'
import style from './EditPanel.module.css'
import { FieldConflict, type ShownField } from './FieldConflict.tsx'
import type { Edit } from './useEdit.ts'

interface Props<Form extends object> {
  title: string
  edit: Edit<Form>
  fields: readonly ShownField<Form>[]
  /** Whether what is typed can be saved. */
  isFit: boolean
  saving: { isPending: boolean; error: Error | null }
  onSave: () => void
  onDone: () => void
  /** The form. */
  children: ReactNode
}

/** Edits one thing beside the page. Whoever was slower keeps what was typed and is asked only about what both changed. */
export function EditPanel<Form extends object>(props: Props<Form>) {
  const { title, edit, fields, isFit, saving, onSave, onDone, children } = props
  const { t } = useTranslation('ui')
  return (
    <SidePanel
      title={title}
      onClose={onDone}
      footer={
        !edit.theirs && (
          <>
            <Button onClick={onDone}>{t('cancel')}</Button>
            <Button type="primary" disabled={!edit.isChanged || !isFit} loading={saving.isPending} onClick={onSave}>
              {t('save')}
            </Button>
          </>
        )
      }
    >
      <div className={style['body']}>
        {edit.theirs ? (
          <FieldConflict edit={edit} fields={fields} onDiscard={onDone} />
        ) : (
          <>
            {children}
            <ProblemLine problem={saving.error} />
          </>
        )}
      </div>
    </SidePanel>
  )
}
