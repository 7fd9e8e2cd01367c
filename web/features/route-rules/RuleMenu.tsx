import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { Question } from '../../ui/Question.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import type { RuleEditor } from './useRuleEditor.ts'

interface Props {
  editor: RuleEditor
  live: RouteRulePolicy
  service: ServiceDetail | undefined
  onApply: (edit: PolicyEdit, title: string) => void
}

/** Acts on the whole rule as it is live: off, on, away. Each is a change like any other. */
export function RuleMenu({ editor, live, service, onApply }: Props) {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const { ref, base, spec, enabled } = live
  const rate = format.rate(service?.traffic.rate ?? 0)
  const version = service?.versions[0]?.version ?? '–'
  const switched = t(enabled ? 'editor.switchOff' : 'editor.switchOn')
  const title = (act: string) => `${act}: ${ref.service}`

  return (
    <>
      <Button
        disabled={editor.changed}
        title={enabled ? t('editor.offHint') : undefined}
        onClick={() => onApply({ ref, base, enabled: !enabled, spec: draftable(spec) }, title(switched))}
      >
        {switched}
      </Button>
      <Button danger disabled={editor.changed} onClick={() => setAsking(true)}>
        {t('editor.remove')}
      </Button>
      {asking && (
        <Question
          title={t('editor.removeTitle', { service: ref.service })}
          act={t('editor.removeButton', { rate, version })}
          onAct={() => onApply({ ref, base, enabled, spec: null }, t('editor.removeTitle', { service: ref.service }))}
          onClose={() => setAsking(false)}
        >
          {t('editor.removeText', { rate, version })}
        </Question>
      )}
    </>
  )
}

/** The live rule as a draft: what only an observation has is left out. */
const draftable = ({ routes }: RouteRulePolicy['spec']) => ({
  routes: routes.map(({ name, match, destinations }) => ({ name, match, destinations })),
})
