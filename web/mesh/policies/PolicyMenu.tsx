import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { Question } from '../../ui/Question.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { CoverVersions } from './CoverVersions.tsx'
import type { PolicyKindUi, ToldPolicy } from './kind-ui.ts'
import { useScopeWords } from './useScopeWords.ts'
import { useServiceName } from './useServiceName.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  live: ToldPolicy<Spec>
  service: ServiceDetail | undefined
  /** There are edits: they are settled first. */
  edited: boolean
  onApply: (edit: PolicyEdit, title: string) => void
}

/** Acts on the whole policy as it is live: off, on, away. Each is a change like any other. */
export function PolicyMenu<Spec, Draft>({ ui, live, service, edited, onApply }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const nameOf = useServiceName()
  const removal = useRemoval(ui, live, service)
  const [asking, setAsking] = useState(false)
  const { ref, base, spec, enabled } = live
  const about = { kind: t(`one.${ref.kind}`), service: nameOf({ name: ref.service }) }
  const removing = t('act.removeTitle', about)
  const why = edited ? { title: t('act.edited') } : {}

  return (
    <>
      <CoverVersions ui={ui} live={live} disabled={edited} onApply={onApply} />
      <Button
        disabled={edited}
        {...why}
        onClick={() =>
          onApply(
            { ref, base, enabled: !enabled, spec: ui.specOf(ui.draftOf(spec)) },
            t(enabled ? 'act.offTitle' : 'act.onTitle', about),
          )
        }
      >
        {t(enabled ? 'act.off' : 'act.on')}
      </Button>
      <Button danger disabled={edited} {...why} onClick={() => setAsking(true)}>
        {t('act.remove')}
      </Button>
      {asking && (
        <Question
          title={removing}
          act={removal.act}
          onAct={() => onApply({ ref, base, enabled, spec: null }, removing)}
          onClose={() => setAsking(false)}
        >
          {removal.text}
        </Question>
      )}
    </>
  )
}

/** What deleting does: the kind's own words, else whose calls are without the policy and how many they are. */
function useRemoval<Spec, Draft>(
  ui: PolicyKindUi<Spec, Draft>,
  policy: ToldPolicy<Spec>,
  service: ServiceDetail | undefined,
) {
  const { t } = useTranslation('policyPages')
  const format = useFormat()
  const scopeOf = useScopeWords()
  const own = ui.useWords().removal?.({ policy, service })
  if (own) return own
  const scope = scopeOf(policy.ref)
  if (!service) return { text: t('act.removeText', { scope }), act: t('act.remove') }
  const rate = format.rate(service.traffic.rate)
  return { text: t('act.removeTextRate', { scope, rate, service: service.name }), act: t('act.removeRate', { rate }) }
}
