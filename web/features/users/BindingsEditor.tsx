import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#shared/contract/problem.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { useMeshes } from '../../mesh/scope.ts'
import { type BindingForm, emptyBinding } from './binding-form.ts'
import { BindingRow, type Known } from './BindingRow.tsx'
import { environments } from './queries.ts'
import style from './users.module.css'

interface Props {
  forms: readonly BindingForm[]
  /** By number and field: `0.service`. */
  findings: readonly Finding[]
  onChange: (forms: BindingForm[]) => void
}

/** The roles of a person, each a sentence. */
export function BindingsEditor({ forms, findings, onChange }: Props) {
  const { t } = useTranslation('users')
  const known = useKnown()
  return (
    <div className={style['bindings']}>
      {forms.map((form, at) => (
        <BindingRow
          // Rows have no names of their own; they are only ever added at the end.
          // oxlint-disable-next-line react/no-array-index-key -- see above; every value in a row is controlled
          key={at}
          number={at + 1}
          form={form}
          known={known}
          findings={findingsBelow(findings, String(at))}
          onChange={(change) => onChange(forms.with(at, { ...form, ...change }))}
          onRemove={() => onChange(forms.toSpliced(at, 1))}
        />
      ))}
      <div className={style['add']}>
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => onChange([...forms, emptyBinding])}>
          {t('bindings.add')}
        </Button>
        <span className={style['quiet']}>{t('bindings.hint')}</span>
      </div>
    </div>
  )
}

function useKnown(): Known {
  const meshes = useMeshes() ?? []
  const named = useQuery(environments()).data?.environments ?? []
  return {
    mesh: meshes.map(({ name }) => name),
    namespace: [...new Set(meshes.flatMap(({ namespaces }) => namespaces))],
    environment: named.map(({ name }) => name),
  }
}
