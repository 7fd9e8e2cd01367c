import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { matchesPattern } from '#shared/access/pattern.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { DocumentDifferences } from './DocumentDifferences.tsx'
import style from './EditorRail.module.css'
import { FindingLines } from './FindingLines.tsx'
import { environments } from './queries.ts'
import type { ChangeWords } from './useChangeWords.ts'
import type { RuleEditor } from './useRuleEditor.ts'

interface Props {
  policyRef: PolicyRef
  editor: RuleEditor
  capabilities: Capabilities | undefined
  words: ChangeWords
  mayWrite: boolean
}

/** Always in sight beside the form: what was found, what would be written, when it takes effect, what the change is called. */
export function EditorRail({ policyRef, editor, capabilities, words, mayWrite }: Props) {
  const { t } = useTranslation('routeRules')
  return (
    <aside className={style['rail']} aria-label={t('editor.checks')}>
      <Checks editor={editor} />
      <section className={style['part']}>
        <h2 className={style['heading']}>
          {t('editor.diff')} <span className={style['meta']}>{t('editor.diffMeta')}</span>
        </h2>
        {editor.complete && <DocumentDifferences edits={editor.check?.data?.edits ?? []} />}
      </section>
      <Effect capabilities={capabilities} />
      {mayWrite && <ChangeForm policyRef={policyRef} words={words} />}
    </aside>
  )
}

const severities = { error: 'failing', warning: 'degraded', note: 'waiting' } as const

function Checks({ editor }: { editor: RuleEditor }) {
  const { t } = useTranslation('routeRules')
  const { check, live, changed, checked, complete } = editor
  const findings = changed ? (check?.data?.findings ?? []) : (live?.findings ?? [])
  return (
    <section className={style['part']} aria-live="polite">
      <h2 className={style['heading']}>
        {t('editor.checks')}
        <span className={style['counts']}>
          {Object.entries(severities).map(([severity, status]) => (
            <span key={severity}>
              <StatusGlyph status={status} /> {findings.filter((finding) => finding.severity === severity).length}
            </span>
          ))}
        </span>
      </h2>
      {findings.length > 0 ? (
        <FindingLines findings={findings} />
      ) : (
        <p className={style['quiet']}>
          {!complete ? t('editor.incomplete') : changed && !checked ? t('editor.checking') : t('editor.clean')}
        </p>
      )}
    </section>
  )
}

function Effect({ capabilities }: { capabilities: Capabilities | undefined }) {
  const { t } = useTranslation('routeRules')
  if (!capabilities) return null
  const { takesEffect, withinSeconds } = capabilities
  return (
    <section className={style['part']}>
      <h2 className={style['heading']}>{t('editor.effect')}</h2>
      <p className={style['quiet']}>
        {takesEffect === 'live' && withinSeconds !== undefined
          ? t('editor.live_within', { seconds: withinSeconds })
          : t(`editor.takesEffect.${takesEffect}`)}
      </p>
    </section>
  )
}

function ChangeForm({ policyRef, words }: { policyRef: PolicyRef; words: ChangeWords }) {
  const { t } = useTranslation('routeRules')
  const [titleId, reasonId] = [useId(), useId()]
  const environment = useQuery(environments()).data?.environments.find(
    ({ meshes, namespaces }) =>
      matchesPattern(meshes, policyRef.mesh) && matchesPattern(namespaces, policyRef.namespace),
  )
  return (
    <section className={style['part']}>
      <h2 className={style['heading']}>{t('editor.apply.title')}</h2>
      <label htmlFor={titleId}>{t('editor.apply.heading')}</label>
      <Input id={titleId} value={words.title} maxLength={120} onChange={({ target }) => words.setTitle(target.value)} />
      <label htmlFor={reasonId}>{t('editor.apply.reason')}</label>
      <Input.TextArea
        id={reasonId}
        value={words.reason}
        maxLength={2000}
        rows={3}
        placeholder={t('editor.apply.reasonPlaceholder')}
        onChange={({ target }) => words.setReason(target.value)}
      />
      <p className={style['quiet']}>
        {environment
          ? t('editor.apply.direct', { environment: environment.name })
          : t('editor.apply.outside', { namespace: policyRef.namespace })}
      </p>
    </section>
  )
}
