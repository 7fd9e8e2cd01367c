import { Button, Segmented } from 'antd'
import { Split } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallRecord } from '#shared/features/calls/model.ts'
import { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useMayWrite } from '../../mesh/policies/useMayWrite.ts'
import { LimitLikeThis } from './LimitLikeThis.tsx'
import { RouteLikeThis } from './RouteLikeThis.tsx'
import style from './RuleFromCall.module.css'

const kinds = ['route-rules', 'rate-limits'] as const
type Kind = (typeof kinds)[number]

/** Begins a rule for calls like this one. Only what a proxy of this mesh sent on can be ruled by its caller. */
export function RuleFromCall({ record }: { record: CallRecord }) {
  const mayRoute = useMay('route-rules:write')
  const mayLimit = useMay('rate-limits:write')
  const { caller, callee, mesh } = record
  const { data: ref } = PolicyRef.safeParse({
    mesh,
    namespace: caller?.namespace,
    service: callee.service,
    kind: 'route-rules',
    name: 'app',
  })
  if ((!mayRoute && !mayLimit) || callee.hidden) return null
  return <Begin record={record} policyRef={caller?.hidden ? undefined : ref} />
}

function Begin({ record, policyRef }: { record: CallRecord; policyRef: PolicyRef | undefined }) {
  const { t } = useTranslation('callHandling')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        icon={<Split size={14} aria-hidden />}
        disabled={!policyRef}
        title={policyRef ? undefined : t('from.noProxy')}
        onClick={() => setOpen(true)}
      >
        {t('from.button')}
      </Button>
      {open && policyRef && (
        <Dialog title={t('from.title')} wide onClose={() => setOpen(false)}>
          <Choice record={record} policyRef={policyRef} />
        </Dialog>
      )}
    </>
  )
}

/** Which kind of rule; one that the person may not write is shut and says which permission is missing. */
function Choice({ record, policyRef }: { record: CallRecord; policyRef: PolicyRef }) {
  const { t } = useTranslation('callHandling')
  const may = {
    'route-rules': useMayWrite(policyRef, 'route-rules:write'),
    'rate-limits': useMayWrite(policyRef, 'rate-limits:write'),
  }
  const [chosen, setKind] = useState<Kind>()
  const kind = chosen ?? (may['route-rules'] === false ? 'rate-limits' : 'route-rules')
  const missing = kinds.filter((one) => may[one] === false)
  return (
    <div className={style['form']}>
      <Segmented<Kind>
        aria-label={t('from.kind')}
        block
        value={kind}
        onChange={setKind}
        options={kinds.map((value) => ({ value, label: t(`from.kinds.${value}`), disabled: may[value] === false }))}
      />
      {missing.map((one) => (
        <p key={one} className={style['note']}>
          {t('from.notPermitted', { permission: `${one}:write`, place: policyRef.namespace })}
        </p>
      ))}
      {kind === 'route-rules' ? (
        <RouteLikeThis record={record} policyRef={policyRef} mayWrite={may[kind] === true} />
      ) : (
        <LimitLikeThis record={record} policyRef={policyRef} mayWrite={may[kind] === true} />
      )}
    </div>
  )
}
