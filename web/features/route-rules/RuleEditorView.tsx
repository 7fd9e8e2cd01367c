import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Draft } from '#shared/features/changes/model.ts'
import { RouteRulePolicy } from '#shared/features/route-rules/model.ts'
import type { PolicyEdit, PolicyRef } from '#shared/mesh/policy.ts'
import { RefusedRequest } from '../../api/call.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Conflict } from './Conflict.tsx'
import { newCatchAll, newRoute, withRouteAbove } from './draft.ts'
import { EditorFooter } from './EditorFooter.tsx'
import { EditorNotices } from './EditorNotices.tsx'
import { EditorRail } from './EditorRail.tsx'
import { NativeText } from './NativeText.tsx'
import { capabilitiesOf, revisionsOf, serviceOf, useProposeChange } from './queries.ts'
import { RouteCards } from './RouteCards.tsx'
import style from './RuleEditorView.module.css'
import { RuleMenu } from './RuleMenu.tsx'
import { useChangeWords } from './useChangeWords.ts'
import { useRuleEditor } from './useRuleEditor.ts'
import { versionsOf } from './versions.ts'

interface Props {
  policyRef: PolicyRef
  policy: RouteRulePolicy | null
  kept: Draft | null
  mayWrite: boolean
}

/** One rule under the hands: routes on the left, what is said of them on the right, what happens next below. */
export function RuleEditorView({ policyRef, policy, kept, mayWrite }: Props) {
  const { t } = useTranslation('routeRules')
  const carried = useCarried()
  const navigate = useNavigate()
  const [view, setView] = useState<'form' | 'native'>('form')
  const editor = useRuleEditor(policyRef, policy, kept)
  const capabilities = useQuery(capabilitiesOf(policyRef)).data
  const service = useQuery(serviceOf(policyRef)).data?.value
  const revision = useQuery(revisionsOf(policyRef)).data?.revisions[0]
  const words = useChangeWords(policyRef, editor)
  const propose = useProposeChange()

  const versions = versionsOf(service)
  const apply = (edit: PolicyEdit, title: string) =>
    propose.mutate(
      { title, reason: words.reason, edits: [edit] },
      { onSuccess: (change) => void navigate(carried(paths.change(change.id))) },
    )
  const conflict = theirsOf(propose.error) ?? (editor.moved ? { theirs: policy } : undefined)
  const documents = editor.check?.data?.edits[0]?.after ?? editor.live?.native ?? []

  return (
    <div className={style['page']}>
      <PageHeader
        title={policyRef.service}
        crumbs={[{ to: carried(paths.routeRules(policyRef.mesh)), label: t('title') }]}
        tag={editor.changed ? <Chip>{t('editor.draft')}</Chip> : undefined}
        meta={revision ? t('editor.basedOn', { revision: revision.number }) : t('editor.fresh')}
        actions={
          <>
            <Segmented
              size="small"
              aria-label={t('editor.view')}
              value={view}
              onChange={setView}
              options={[
                { value: 'form', label: t('editor.form') },
                { value: 'native', label: t('editor.native') },
              ]}
            />
            {mayWrite && editor.live && (
              <RuleMenu editor={editor} live={editor.live} service={service} onApply={apply} />
            )}
          </>
        }
      />
      <div className={style['columns']}>
        <div className={style['work']}>
          <EditorNotices editor={editor} kept={kept} />
          {conflict && <Conflict theirs={conflict.theirs} editor={editor} onSettled={() => propose.reset()} />}
          {view === 'native' ? (
            <div className={style['native']}>
              <NativeText documents={documents} />
            </div>
          ) : (
            <fieldset className={style['form']} disabled={!mayWrite}>
              <legend className={style['legend']}>{t('editor.order')}</legend>
              {mayWrite && (
                <Button
                  type="text"
                  icon={<Plus size={14} />}
                  onClick={() =>
                    editor.setDraft((draft) =>
                      withRouteAbove(draft, newRoute(versions.map(({ version }) => version).toReversed(), '')),
                    )
                  }
                >
                  {t('editor.addRoute')}
                </Button>
              )}
              <RouteCards editor={editor} versions={versions} capabilities={capabilities} />
              {mayWrite && editor.draft.routes.every((route) => route.groups.length > 0) && versions[0] && (
                <Button
                  type="text"
                  icon={<Plus size={14} />}
                  onClick={() =>
                    editor.setDraft((draft) => ({
                      routes: [...draft.routes, newCatchAll(versions.at(-1)?.version ?? '', '')],
                    }))
                  }
                >
                  {t('editor.addCatchAll')}
                </Button>
              )}
            </fieldset>
          )}
        </div>
        <EditorRail
          policyRef={policyRef}
          editor={editor}
          capabilities={capabilities}
          words={words}
          mayWrite={mayWrite}
        />
      </div>
      <EditorFooter
        editor={editor}
        mayWrite={mayWrite}
        applying={propose.isPending}
        problem={conflict ? undefined : propose.error}
        onApply={() => apply(editor.edit, words.title)}
      />
    </div>
  )
}

/** What stands in the mesh when a proposal came too late; undefined for any other outcome. */
function theirsOf(error: unknown): { theirs: RouteRulePolicy | null } | undefined {
  if (!(error instanceof RefusedRequest) || error.code !== 'conflict') return undefined
  const parsed = RouteRulePolicy.safeParse(error.theirs)
  return { theirs: parsed.success ? parsed.data : null }
}
