import { useTranslation } from 'react-i18next'
import type { CheckResult } from '#shared/features/changes/model.ts'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { DiffView } from '../../ui/diff/DiffView.tsx'
import style from './DocumentDifferences.module.css'
import { DocumentHead } from './NativeText.tsx'

type Edits = CheckResult['edits']

const identity = ({ key, labels }: NativeDocument): string =>
  key + JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => one.localeCompare(other)))

/** What will be written, document by document, before it is written; documents that stay as they are are counted. */
export function DocumentDifferences({ edits }: { edits: Edits }) {
  const { t } = useTranslation('policyPages')
  const pairs = edits.flatMap(({ before, after }) => pairsOf(before, after))
  const differing = pairs.filter(({ isSame }) => !isSame)
  if (differing.length === 0) return <p className={style['quiet']}>{t('diff.none')}</p>
  const unchanged = pairs.length - differing.length
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={style['documents']} tabIndex={0} role="group" aria-label={t('text.title')}>
        {differing.map(({ document, before, after }) => (
          <div key={identity(document)} className={style['document']}>
            <DocumentHead document={document} />
            <DiffView before={before} after={after} />
          </div>
        ))}
      </div>
      {unchanged > 0 && <p className={style['quiet']}>{t('diff.unchanged', { count: unchanged })}</p>}
    </>
  )
}

function pairsOf(before: readonly NativeDocument[], after: readonly NativeDocument[]) {
  const old = new Map(before.map((document) => [identity(document), document]))
  const next = new Map(after.map((document) => [identity(document), document]))
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((key) => {
    const [was, becomes] = [old.get(key), next.get(key)]
    const document = becomes ?? was
    const isSame = was?.text === becomes?.text && was?.enabled === becomes?.enabled
    return document ? [{ document, before: was?.text ?? '', after: becomes?.text ?? '', isSame }] : []
  })
}
