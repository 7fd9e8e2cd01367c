import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Role, roleHas, roles } from '#shared/access/role.ts'
import type { Finding } from '#shared/contract/problem.ts'
import { momentOf } from '#shared/contract/zone.ts'
import { RefusedRequest } from '../../api/call.ts'
import { findingsBelow } from '../../mesh/findings-below.ts'
import { FormField } from '../../mesh/FormField.tsx'
import { readersZone } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'
import type { FreezeForm } from './freeze-form.ts'
import style from './freezes.module.css'

interface Props {
  form: FreezeForm
  /** Those that may be chosen; left out where it cannot be changed any more. */
  environments?: readonly string[]
  /** Of the form as it is typed. */
  findings: readonly Finding[]
  /** What the server said of it. */
  problem: unknown
  /** The one field that is shown; all of them where left out. */
  only?: keyof FreezeForm
  onChange: (change: Partial<FreezeForm>) => void
}

const changing = roles.filter((role) => roleHas(role, 'changes:write'))
const zones = Intl.supportedValuesOf('timeZone')

/** Every field of a freeze. */
export function FreezeFields({ form, environments, findings, problem, only, onChange }: Props) {
  const { t } = useTranslation('freezes')
  const refused = problem instanceof RefusedRequest ? (problem.findings ?? []) : []
  const of = (field: string) => findingsBelow([...findings, ...refused], field)
  const shows = (field: keyof FreezeForm) => only === undefined || only === field
  return (
    <div className={style['fields']}>
      {environments && (
        <FormField label={t('columns.environment')} findings={of('environment')}>
          {(id) => (
            <Select
              id={id}
              value={form.environment}
              options={environments.map((name) => ({ value: name, label: name }))}
              onChange={(environment) => onChange({ environment })}
            />
          )}
        </FormField>
      )}
      {shows('reason') && (
        <FormField label={t('columns.reason')} findings={of('reason')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={500}
              value={form.reason}
              onChange={({ target }) => onChange({ reason: target.value })}
            />
          )}
        </FormField>
      )}
      <WindowFields form={form} of={of} shows={shows} onChange={onChange} />
      {shows('exceptServices') && (
        <FormField label={t('exceptServices')} hint={t('exceptServicesHint')} findings={of('exceptServices')}>
          {(id) => (
            <Select
              id={id}
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[' ', ',']}
              value={form.exceptServices}
              onChange={(exceptServices: string[]) => onChange({ exceptServices })}
            />
          )}
        </FormField>
      )}
      {shows('exceptRoles') && (
        <RolesField
          label={t('exceptRoles')}
          hint={t('exceptRolesHint')}
          value={form.exceptRoles}
          onChange={(exceptRoles) => onChange({ exceptRoles })}
        />
      )}
      {shows('liftedBy') && (
        <RolesField
          label={t('liftedBy')}
          hint={t('liftedByHint')}
          value={form.liftedBy}
          onChange={(liftedBy) => onChange({ liftedBy })}
        />
      )}
    </div>
  )
}

interface WindowProps extends Pick<Props, 'form' | 'onChange'> {
  of: (field: string) => readonly Finding[]
  shows: (field: keyof FreezeForm) => boolean
}

/** Begin and end on the clocks of a zone, and what the reader's own clocks will show then. */
function WindowFields({ form, of, shows, onChange }: WindowProps) {
  const { t } = useTranslation('freezes')
  const format = useFormat()
  const own = readersZone()
  const [begin, end] = [momentOf(form.from, form.zone), momentOf(form.to, form.zone)]
  const here =
    form.zone !== own && begin !== undefined && end !== undefined
      ? t('windowHere', { from: format.dayTime(begin), to: format.dayTime(end), zone: own })
      : undefined
  return (
    <>
      <div className={style['window-fields']}>
        {(['from', 'to'] as const).filter(shows).map((field) => (
          <FormField key={field} label={t(field)} findings={of(field)}>
            {(id) => (
              <Input
                id={id}
                type="datetime-local"
                value={form[field]}
                onChange={({ target }) => onChange({ [field]: target.value })}
              />
            )}
          </FormField>
        ))}
      </div>
      {shows('zone') && (
        <FormField label={t('zone')} hint={here} findings={of('zone')}>
          {(id) => (
            <Select
              id={id}
              showSearch
              value={form.zone}
              options={[...new Set([own, form.zone, 'UTC', ...zones])].map((zone) => ({ value: zone, label: zone }))}
              onChange={(zone) => onChange({ zone })}
            />
          )}
        </FormField>
      )}
    </>
  )
}

interface RolesProps {
  label: string
  hint: string
  value: Role[]
  onChange: (roles: Role[]) => void
}

function RolesField({ label, hint, value, onChange }: RolesProps) {
  const { t } = useTranslation('access')
  return (
    <FormField label={label} hint={hint}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          value={value}
          options={changing.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          onChange={onChange}
        />
      )}
    </FormField>
  )
}
