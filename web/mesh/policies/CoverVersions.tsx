import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { noBase, type PolicyEdit } from '#shared/mesh/policy.ts'
import type { PolicyKindUi, ToldPolicy } from './kind-ui.ts'

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  live: ToldPolicy<Spec>
  disabled: boolean
  onApply: (edit: PolicyEdit, title: string) => void
}

/** One act for each reader's version that has no document of the policy: writes the same for it. */
export function CoverVersions<Spec, Draft>({ ui, live, disabled, onApply }: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { ref, base, spec, enabled } = live
  const versions = live.findings.flatMap(({ code, params }) =>
    code === 'version-uncovered' ? [String(params['version'] ?? '')] : [],
  )
  const edit = { enabled, spec: ui.specOf(ui.draftOf(spec)) }
  return versions.map((version) => {
    // A policy that a version is part of the name of is one a version; any other one holds the documents of all of them.
    const own = ref.name.includes('@')
    const name = own ? ref.name.replace(/@.*$/, `@${version}`) : ref.name
    const title = t('act.coverTitle', { kind: t(`one.${ref.kind}`), service: ref.service, version })
    return (
      <Button
        key={version}
        disabled={disabled}
        onClick={() => onApply({ ...edit, ref: { ...ref, name }, base: own ? noBase : base }, title)}
      >
        {t('act.cover', { version })}
      </Button>
    )
  })
}
