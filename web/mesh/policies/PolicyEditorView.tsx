import { useQuery } from '@tanstack/react-query'
import { ConfigProvider, Segmented } from 'antd'
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Instant } from '#shared/contract/instant.ts'
import type { ChangeRequest, Draft as KeptDraft } from '#shared/features/changes/model.ts'
import type { PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useCarried } from '../scope.ts'
import { ChangeForm } from './ChangeForm.tsx'
import { EditorFooter } from './EditorFooter.tsx'
import { EditorNotices } from './EditorNotices.tsx'
import { EditorRail } from './EditorRail.tsx'
import { useEndTime } from './EndTime.tsx'
import { HistoryLink } from './history/HistoryLink.tsx'
import type { PolicyFormProps, PolicyKindUi, RailContext, ToldPolicy } from './kind-ui.ts'
import style from './PolicyEditorView.module.css'
import { PolicyMenu } from './PolicyMenu.tsx'
import { PolicyEnds } from './PolicyState.tsx'
import { capabilitiesAt, revisionsOf, serviceAt, useProposeChange } from './queries.ts'
import { ReadOnlyFooter } from './ReadOnlyFooter.tsx'
import { useChangeWords } from './useChangeWords.ts'
import { useNextStep } from './useNextStep.ts'
import { usePolicyEditor } from './usePolicyEditor.ts'
import { useScopeWords } from './useScopeWords.ts'
import { PolicyText } from './text/PolicyText.tsx'
import { TextNotice } from './text/TextNotice.tsx'
import { useServiceName } from './useServiceName.ts'

// Seldom needed, so nobody waits for it before.
const Conflict = lazy(async () => ({ default: (await import('./Conflict.tsx')).Conflict }))

const views = ['form', 'text', 'split'] as const
type View = (typeof views)[number]

interface Props<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  Form: ComponentType<PolicyFormProps<Spec, Draft>>
  rail: ((context: RailContext) => ReactNode) | undefined
  policyRef: PolicyRef
  policy: ToldPolicy<Spec> | null
  kept: KeptDraft | null
  /** The request whose next round is written here; undefined for a new one. */
  request: ChangeRequest | undefined
  mayWrite: boolean
}

/** One policy under the hands: the form on the left, what is said of it on the right, what happens next below. */
export function PolicyEditorView<Spec, Draft>({
  ui,
  Form,
  rail,
  policyRef,
  policy,
  kept,
  request,
  mayWrite,
}: Props<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const carried = useCarried()
  const navigate = useNavigate()
  const [view, setView] = useState<View>('form')
  // Another round submitted meanwhile must not become this one's: the server refuses what began on an older one.
  const [begun] = useState(request)
  const end = useEndTime()
  const editor = usePolicyEditor(ui, policyRef, policy, kept, end.at)
  const capabilities = useQuery(capabilitiesAt(ui, policyRef)).data
  const service = useQuery(serviceAt(policyRef)).data?.value
  const kindWords = ui.useWords()
  const incomplete = kindWords.incomplete ?? t('checks.incomplete')
  const words = useChangeWords(policyRef, editor, kindWords, begun)
  const needs = editor.check?.data?.needs
  const next = useNextStep(policyRef, capabilities, needs)
  const propose = useProposeChange(ui, begun)

  const apply = (edit: PolicyEdit, title: string, revertAt?: Instant) =>
    propose.mutate(
      { title, reason: words.reason, edits: [edit], ...(revertAt && { revertAt }) },
      {
        onSuccess: (change) => {
          editor.saving.end()
          void navigate(carried(paths.change(change.id)))
        },
      },
    )
  const { live, draft, text } = editor
  // The form shows what the text said when it could be read; an edit there would throw away what was typed.
  const isShut = !mayWrite || text.isUnreadable || text.problem !== null
  const settle = (act: () => void) => () => {
    act()
    propose.reset()
  }

  return (
    <div className={style['page']}>
      <Header ui={ui} policyRef={policyRef} live={live} touched={editor.touched} view={view} onView={setView}>
        {mayWrite && live && (
          <PolicyMenu ui={ui} live={live} service={service} edited={editor.touched} onApply={apply} />
        )}
      </Header>
      <div className={`${style['columns']} ${view === 'split' ? style['both'] : ''}`}>
        <div className={style['work']}>
          <EditorNotices
            restored={editor.restored}
            request={begun}
            kept={kept}
            partly={live?.understood === 'partly'}
            capabilities={capabilities}
          />
          {editor.moved && (
            <Suspense fallback={null}>
              <Conflict
                // Answers are to what stands there now.
                key={policy?.base ?? 'gone'}
                base={editor.began}
                theirs={policy && { ...policy, spec: ui.specOf(ui.draftOf(policy.spec)) }}
                mine={{ spec: editor.edit.spec, native: editor.after }}
                editOf={(spec) => ({ ...editor.edit, spec, base: policy?.base ?? editor.base })}
                isUnreadable={text.isUnreadable}
                isReading={text.isPending}
                onDiscard={settle(() => editor.discard(policy))}
                onContinue={(merged) => settle(() => editor.continueOn(policy, merged))()}
              />
            </Suspense>
          )}
          <div className={view === 'split' ? style['split'] : style['one']}>
            {view !== 'text' && (
              <div className={isShut ? style['shut'] : style['form']}>
                {view === 'form' && <TextNotice text={text} />}
                <ConfigProvider componentDisabled={isShut}>
                  <Form
                    policyRef={policyRef}
                    draft={draft}
                    edit={editor.edit}
                    live={live?.spec}
                    capabilities={capabilities}
                    service={service}
                    findings={editor.findings}
                    readOnly={isShut}
                    onChange={editor.setDraft}
                  />
                </ConfigProvider>
              </div>
            )}
            {view !== 'form' && (
              <div className={style['native']}>
                <PolicyText editor={editor} incomplete={incomplete} readOnly={!mayWrite} />
              </div>
            )}
          </div>
        </div>
        <EditorRail
          editor={editor}
          incomplete={incomplete}
          foot={
            mayWrite && (
              <ChangeForm words={words} end={end} needsEnd={ui.needsEnd ?? false} isChanged={editor.changed} />
            )
          }
        >
          {rail?.({ policyRef, edit: editor.edit, askable: editor.differs && editor.complete })}
        </EditorRail>
      </div>
      {mayWrite ? (
        <EditorFooter
          editor={editor}
          pending={kindWords.pending?.({ draft, live: live?.spec }) ?? t('footer.edited')}
          next={next}
          isReviewed={(needs ?? []).length > 0}
          blocked={editor.moved || (ui.needsEnd === true && end.at === undefined) || words.title.trim() === ''}
          applying={propose.isPending}
          problem={editor.moved ? undefined : propose.error}
          onApply={() => apply(editor.edit, words.title, end.fromNow())}
        />
      ) : (
        <ReadOnlyFooter permission={ui.write} />
      )}
    </div>
  )
}

interface HeaderProps<Spec, Draft> {
  ui: PolicyKindUi<Spec, Draft>
  policyRef: PolicyRef
  live: ToldPolicy<Spec> | null
  touched: boolean
  view: View
  onView: (view: View) => void
  children: ReactNode
}

function Header<Spec, Draft>({ ui, policyRef, live, touched, view, onView, children }: HeaderProps<Spec, Draft>) {
  const { t } = useTranslation('policyPages')
  const { t: meshes } = useTranslation('meshes')
  const carried = useCarried()
  const scopeOf = useScopeWords()
  const nameOf = useServiceName()
  const revision = useQuery(revisionsOf(policyRef)).data?.revisions[0]
  const { kind } = ui.endpoints
  return (
    <PageHeader
      title={nameOf({ name: policyRef.service })}
      crumbs={[{ to: carried(paths.policies(policyRef.mesh, kind)), label: meshes(`kindOfPolicy.${kind}`) }]}
      tag={
        <>
          {touched && <Chip>{t('draft.tag')}</Chip>}
          {live && !live.enabled && <Chip>{t('state.off')}</Chip>}
        </>
      }
      meta={
        <>
          <span>{scopeOf(policyRef)}</span>
          <span>{revision ? t('basedOn', { revision: revision.number }) : live ? null : t('fresh')}</span>
          {revision && <HistoryLink policy={policyRef} />}
          {live?.ends && <PolicyEnds ends={live.ends} />}
        </>
      }
      actions={
        <>
          <Segmented<View>
            aria-label={t('view.label')}
            value={view}
            onChange={onView}
            options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
          {children}
        </>
      }
    />
  )
}
