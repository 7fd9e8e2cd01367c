import { AutoComplete, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { roleHas, roles } from '#shared/access/role.ts'
import type { Finding } from '#shared/contract/problem.ts'
import { type ApproverRole, type Environment, mostApprovals } from '#shared/features/environments/model.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormField } from '../../mesh/FormField.tsx'
import { CoverageWords } from './CoverageWords.tsx'
import type { EnvironmentForm, NamespaceNow } from './environment-form.ts'
import style from './environments.module.css'
import { useEnvironmentWords } from './useEnvironmentWords.ts'

interface Props {
  form: EnvironmentForm
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
  findings: readonly Finding[]
  /** The one field that is shown; all of them where left out. */
  only?: keyof EnvironmentForm
  onChange: (change: Partial<EnvironmentForm>) => void
}

const approverRoles: ApproverRole[] = [...roles.filter((role) => roleHas(role, 'changes:approve')), 'any']

/** What an environment covers and asks for; its name is settled once. */
export function EnvironmentFields({ form, environments, places, findings, only, onChange }: Props) {
  const { t } = useTranslation('environments')
  const words = useEnvironmentWords()
  const of = (field: string) => findingsBelow(findings, field)
  const shows = (field: keyof EnvironmentForm) => only === undefined || only === field
  const known = {
    meshes: [...new Set(places.map(({ mesh }) => mesh))],
    namespaces: [...new Set(places.map(({ namespace }) => namespace))],
  }
  return (
    <>
      {(['meshes', 'namespaces'] as const).filter(shows).map((field) => (
        <FormField key={field} label={t(`fields.${field}`)} hint={t('fields.patternHint')} findings={of(field)}>
          {(id) => (
            <AutoComplete
              id={id}
              value={form[field]}
              options={known[field].filter((name) => name.includes(form[field])).map((value) => ({ value }))}
              onChange={(text?: string) => onChange({ [field]: text ?? '' })}
            />
          )}
        </FormField>
      ))}
      {only === undefined && <CoverageWords form={form} environments={environments} places={places} />}
      {shows('approvals') && (
        <FormField label={t('fields.approvals')} hint={t('fields.approvalsHint')} findings={of('approvals')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={mostApprovals}
              precision={0}
              value={form.approvals}
              onChange={(approvals) => onChange({ approvals: approvals ?? 0 })}
            />
          )}
        </FormField>
      )}
      {shows('approverRole') && (
        <FormField label={t('fields.approverRole')} findings={of('approverRole')}>
          {(id) => (
            <Select
              id={id}
              value={form.approverRole}
              options={approverRoles.map((role) => ({ value: role, label: words.role(role) }))}
              onChange={(approverRole) => onChange({ approverRole })}
            />
          )}
        </FormField>
      )}
      {shows('largestWeightStep') && (
        <FormField label={t('fields.step')} hint={t('fields.stepHint')} findings={of('largestWeightStep')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={100}
              precision={0}
              suffix="%"
              value={form.largestWeightStep ?? null}
              onChange={(step) => onChange({ largestWeightStep: step ?? undefined })}
            />
          )}
        </FormField>
      )}
      {only === undefined && <MoreSwitch form={form} onChange={onChange} />}
      {(only === undefined ? form.more : only === 'moreRate' || only === 'moreApprovals') && (
        <MoreFields form={form} of={of} shows={shows} onChange={onChange} />
      )}
    </>
  )
}

function MoreSwitch({ form, onChange }: Pick<Props, 'form' | 'onChange'>) {
  const { t } = useTranslation('environments')
  return (
    <label className={style['switch']}>
      <Switch
        size="small"
        checked={form.more}
        onChange={(more) =>
          onChange(
            more
              ? { more, moreRate: form.moreRate ?? 50, moreApprovals: form.moreApprovals ?? form.approvals + 1 }
              : { more },
          )
        }
      />
      <span>{t('fields.more')}</span>
    </label>
  )
}

interface MoreProps extends Pick<Props, 'form' | 'onChange'> {
  of: (field: string) => readonly Finding[]
  shows: (field: keyof EnvironmentForm) => boolean
}

function MoreFields({ form, of, shows, onChange }: MoreProps) {
  const { t } = useTranslation('environments')
  return (
    <div className={style['pair']}>
      {shows('moreRate') && (
        <FormField label={t('fields.moreRate')} findings={of('moreAbove.callsPerSecond')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              suffix="/s"
              value={form.moreRate ?? null}
              onChange={(rate) => onChange({ moreRate: rate ?? undefined })}
            />
          )}
        </FormField>
      )}
      {shows('moreApprovals') && (
        <FormField label={t('fields.moreApprovals')} findings={of('moreAbove.approvals')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={mostApprovals}
              precision={0}
              value={form.moreApprovals ?? null}
              onChange={(approvals) => onChange({ moreApprovals: approvals ?? undefined })}
            />
          )}
        </FormField>
      )}
      <p className={style['hint']}>{t('fields.moreHint')}</p>
    </div>
  )
}

/** The name, while there is none yet. */
export function NameField({ form, findings, onChange }: Pick<Props, 'form' | 'findings' | 'onChange'>) {
  const { t } = useTranslation('environments')
  return (
    <FormField label={t('fields.name')} hint={t('fields.nameHint')} findings={findingsBelow(findings, 'name')}>
      {(id) => (
        <Input id={id} value={form.name} maxLength={40} onChange={({ target }) => onChange({ name: target.value })} />
      )}
    </FormField>
  )
}
