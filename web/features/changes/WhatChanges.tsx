import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import { type NativeDocument, policyKey } from '#shared/mesh/policy.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { shortened, CopyText } from '../../ui/CopyText.tsx'
import { DiffView } from '../../ui/diff/DiffView.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useMedia } from '../../ui/useMedia.ts'
import style from './WhatChanges.module.css'

type Layout = 'unified' | 'side-by-side'

/** The mesh's own documents before and after, word by word. */
export function WhatChanges({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const { t: ui } = useTranslation('ui')
  const wide = useMedia('(min-width: 1200px)')
  const [chosen, setChosen] = useState<Layout>()
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
        <Segmented<Layout>
          aria-label={ui('diff.layout')}
          value={layout}
          onChange={setChosen}
          options={[
            { value: 'side-by-side', label: ui('diff.sideBySide') },
            { value: 'unified', label: ui('diff.unified') },
          ]}
        />
      }
      flush
    >
      {change.edits.map((edit) => (
        <Edit key={policyKey(edit.ref)} edit={edit} layout={layout} />
      ))}
    </Panel>
  )
}

function Edit({ edit, layout }: { edit: ChangeEdit; layout: Layout }) {
  const { t } = useTranslation('changes')
  const { t: kinds } = useTranslation('policyPages')
  const { ref, before, after, remainder = [] } = edit
  const switched = before && after && before.enabled !== after.enabled
  return (
    <>
      <div className={style['subject']}>
        <ScopeLink to={paths.service({ ...ref, name: ref.service })}>
          {t('what.policy', { kind: kinds(`one.${ref.kind}`), service: ref.service })}
        </ScopeLink>
        <span>
          {ref.namespace}, {ref.name}
        </span>
        {switched && <strong>{after.enabled ? t('what.enabled') : t('what.disabled')}</strong>}
      </div>
      {pairsOf(before?.native ?? [], after?.native ?? remainder).map(({ key, title, one, other }) => (
        <div key={key} className={style['document']}>
          <div className={style['head']}>
            <code>{title}</code>
            {!one && <span>{t('what.creates')}</span>}
            {!other && <span>{t('what.removes')}</span>}
          </div>
          <DiffView before={one?.text ?? ''} after={other?.text ?? ''} layout={layout} />
        </div>
      ))}
    </>
  )
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
