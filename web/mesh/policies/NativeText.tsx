import { useTranslation } from 'react-i18next'
import type { NativeDocument } from '#shared/mesh/policy.ts'
import { documentIdentity } from '#shared/mesh/policy-text.ts'
import style from './NativeText.module.css'
import { ReadOnlyText } from './text/ReadOnlyText.tsx'

/** The documents of a policy as the mesh's store holds them, each under its key and labels. */
export function NativeText({ documents }: { documents: readonly NativeDocument[] }) {
  return documents.map((document) => (
    <section key={documentIdentity(document)} className={style['document']}>
      <DocumentHead document={document} />
      <ReadOnlyText text={document.text} label={document.key} />
    </section>
  ))
}

/** Key, labels and revision of a document in one line. */
export function DocumentHead({ document }: { document: Pick<NativeDocument, 'id' | 'key' | 'labels'> }) {
  const { t } = useTranslation('policyPages')
  const labels = Object.entries(document.labels).map(([key, value]) => `${key}=${value}`)
  return (
    <div className={style['head']}>
      <code>{document.key}</code>
      <span className={style['labels']}>{labels.join(' ')}</span>
      {document.id === undefined && <span>{t('text.newDocument')}</span>}
    </div>
  )
}
