import { Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import type { CommentAnchor } from '#shared/features/changes/review.ts'
import { type NativeDocument, type PolicyKind, policyKey } from '#shared/mesh/policy.ts'
import { CommandsButton } from '../../mesh/commands/CommandsButton.tsx'
import type { PolicySummary } from '../../mesh/policies/PolicySummary.tsx'
import { HistoryLink } from '../../mesh/policies/history/HistoryLink.tsx'
import { everyService, useServiceName } from '../../mesh/policies/useServiceName.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { shortened, CopyText } from '../../ui/CopyText.tsx'
import { DiffView, type LineTalk } from '../../ui/diff/DiffView.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import { documentField, lineId } from './talk.ts'
import style from './WhatChanges.module.css'

type Layout = 'unified' | 'side-by-side'
type View = 'native' | 'model'

interface Props {
  change: ChangeRequest
  summaries: Partial<Record<PolicyKind, PolicySummary>>
  /** What changes of a kind, in its own words: which share goes where. */
  inWords: (edit: ChangeEdit) => ReactNode
  /** Lines of which something was said. */
  said: readonly CommentAnchor[]
  onLine: ((anchor: CommentAnchor) => void) | undefined
}

/** What a change does: in words, as the model says it, and the mesh's own documents before and after. */
export function WhatChanges({ change, summaries, inWords, said, onLine }: Props) {
  const { t } = useTranslation('changes')
  const { t: review } = useTranslation('reviews')
  const { t: ui } = useTranslation('ui')
  const wide = useMedia('(min-width: 1200px)')
  const [chosen, setChosen] = useState<Layout>()
  const [view, setView] = useState<View>('native')
  const layout = chosen ?? (wide ? 'side-by-side' : 'unified')
  return (
    <Panel
      title={t('what.title')}
      meta={
        <>
          {t('what.payload')} <CopyText text={change.hash} shown={shortened(change.hash)} />
        </>
      }
      aside={
        <>
          <CommandsButton of={{ change: change.id }} />
          <Segmented<View>
            aria-label={review('what.view')}
            value={view}
            onChange={setView}
            options={[
              { value: 'native', label: review('what.native') },
              { value: 'model', label: review('what.model') },
            ]}
          />
          {wide && (
            <Segmented<Layout>
              aria-label={ui('diff.layout')}
              value={layout}
              onChange={setChosen}
              options={[
                { value: 'side-by-side', label: ui('diff.sideBySide') },
                { value: 'unified', label: ui('diff.unified') },
              ]}
            />
          )}
        </>
      }
      flush
    >
      {change.edits.map((edit, index) => (
        <section key={policyKey(edit.ref)} className={style['edit']}>
          <Subject edit={edit} />
          <Words edit={edit} Summary={summaries[edit.ref.kind]} inWords={inWords} />
          {view === 'model' ? (
            <DiffView before={modelText(edit.before)} after={modelText(edit.after)} layout={layout} />
          ) : (
            <Documents edit={edit} index={index} layout={layout} said={said} onLine={onLine} />
          )}
        </section>
      ))}
    </Panel>
  )
}

const modelText = (side: ChangeEdit['before']): string =>
  side === null ? '' : JSON.stringify({ enabled: side.enabled, ...(side.spec as object) }, null, 2) // a spec is an object

function Subject({ edit }: { edit: ChangeEdit }) {
  const { t } = useTranslation('changes')
  const { t: kinds } = useTranslation('policyPages')
  const nameOf = useServiceName()
  const { ref, before, after } = edit
  const name = t('what.policy', { kind: kinds(`one.${ref.kind}`), service: nameOf({ name: ref.service }) })
  const switched = before && after && before.enabled !== after.enabled
  return (
    <div className={style['subject']}>
      {ref.service === everyService ? (
        <strong>{name}</strong>
      ) : (
        <ScopeLink to={paths.service({ ...ref, name: ref.service })}>{name}</ScopeLink>
      )}
      <span>
        {ref.namespace}, {ref.name}
      </span>
      {switched && <strong>{after.enabled ? t('what.enabled') : t('what.disabled')}</strong>}
      <HistoryLink policy={ref} />
    </div>
  )
}

interface WordsProps {
  edit: ChangeEdit
  Summary: PolicySummary | undefined
  inWords: (edit: ChangeEdit) => ReactNode
}

/** What it said and what it will say; the kind's own words first, where it has any. */
function Words({ edit, Summary, inWords }: WordsProps) {
  const { t } = useTranslation('reviews')
  const { before, after } = edit
  const side = (spec: unknown) => (Summary ? <Summary spec={spec} /> : null)
  if (!Summary) return null
  return (
    <div className={style['words']}>
      {inWords(edit)}
      <div className={style['sides']}>
        <div>
          <h3>{t('what.now')}</h3>
          {before ? side(before.spec) : <p>{t('what.notYet')}</p>}
        </div>
        <div>
          <h3>{t('what.after')}</h3>
          {after ? side(after.spec) : <p>{t('what.removed')}</p>}
        </div>
      </div>
    </div>
  )
}

interface DocumentsProps {
  edit: ChangeEdit
  index: number
  layout: Layout
  said: Props['said']
  onLine: Props['onLine']
}

function Documents({ edit, index, layout, said, onLine }: DocumentsProps) {
  const { t } = useTranslation('changes')
  const { t: review } = useTranslation('reviews')
  const { before, after, remainder = [] } = edit
  const pairs = pairsOf(before?.native ?? [], after?.native ?? remainder)
  const talkOf = (document: number): LineTalk | undefined => {
    const field = documentField(index, document)
    return (
      onLine && {
        nameOf: (line) => review('talk.onLine', { line }),
        idOf: (line) => lineId({ field, line }),
        marked: new Set(said.flatMap((one) => (one.field === field ? (one.line ?? []) : []))),
        onChoose: (line) => onLine({ field, line }),
      }
    )
  }
  return pairs.map(({ key, title, one, other }, document) => {
    const talk = other && talkOf(document)
    return (
      <div key={key} className={style['document']}>
        <div className={style['head']}>
          <code>{title}</code>
          {!one && <span>{t('what.creates')}</span>}
          {!other && <span>{t('what.removes')}</span>}
        </div>
        <DiffView before={one?.text ?? ''} after={other?.text ?? ''} layout={layout} {...(talk && { talk })} />
      </div>
    )
  })
}

interface Pair {
  key: string
  title: string
  one?: NativeDocument
  other?: NativeDocument
}

const labelsOf = ({ labels }: NativeDocument) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(' ')

/** Documents of both sides that are the same one: equal key and labels. */
function pairsOf(before: NativeDocument[], after: NativeDocument[]): Pair[] {
  const pairs = new Map<string, Pair>()
  const pairFor = (document: NativeDocument): Pair => {
    const key = `${document.key} ${labelsOf(document)}`
    const pair = pairs.get(key) ?? { key, title: key.trim() }
    pairs.set(key, pair)
    return pair
  }
  for (const document of before) pairFor(document).one = document
  for (const document of after) pairFor(document).other = document
  return [...pairs.values()]
}
