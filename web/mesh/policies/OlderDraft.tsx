import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest, Draft as KeptDraft } from '#shared/features/changes/model.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import { keyOf, merge, unknownBase } from './conflict/merge.ts'
import { usePlaceWords, useValueWords } from './conflict/useMergeWords.ts'
import style from './OlderDraft.module.css'
import { useServiceName } from './useServiceName.ts'

interface Props {
  request: ChangeRequest
  /** What its present round asks for. */
  round: KeptDraft
  /** The own one from before. */
  draft: KeptDraft
  /** A spec as the form says it, so that the two can be compared. */
  read: (spec: unknown) => unknown
  onChoose: (kept: KeptDraft) => void
}

/** A newer round was sent since the own draft was typed: says where they differ, and the person goes on with one of them. */
export function OlderDraft({ request: { id, round: number }, round, draft, read, onChoose }: Props) {
  const { t } = useTranslation('policyPages')
  const nameOf = useServiceName()
  const placeWords = usePlaceWords()
  const valueWords = useValueWords()
  const [sent, typed] = [round, draft].map(({ spec, enabled }) => ({ spec: read(spec), enabled }))
  const differences = merge(unknownBase, sent?.spec, typed?.spec).conflicts
  const switched = sent?.enabled !== typed?.enabled
  return (
    <>
      <PageHeader title={nameOf({ name: draft.ref.service })} meta={t('draft.ofChange', { id, round: number + 1 })} />
      <div className={page['body']}>
        <section className={style['choice']} aria-label={t('older.title', { id, round: number })}>
          <header className={style['head']}>
            <StatusGlyph status="degraded" size={16} />
            <div>
              <h2>{t('older.title', { id, round: number })}</h2>
              <p>{t('older.text')}</p>
            </div>
          </header>
          <table className={style['table']}>
            <thead>
              <tr>
                <th scope="col">{t('older.place')}</th>
                <th scope="col">
                  {t('older.round', { round: number })} <Time at={round.savedAt} />
                </th>
                <th scope="col">
                  {t('older.draft')} <Time at={draft.savedAt} />
                </th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ place, theirs, mine }) => (
                <tr key={keyOf(place)}>
                  <th scope="row">{placeWords(place)}</th>
                  <td>{valueWords(theirs)}</td>
                  <td>{valueWords(mine)}</td>
                </tr>
              ))}
              {switched && (
                <tr>
                  <th scope="row">{t('older.enabled')}</th>
                  <td>{valueWords(round.enabled)}</td>
                  <td>{valueWords(draft.enabled)}</td>
                </tr>
              )}
              {draft.text && (
                <tr>
                  <th scope="row">{t('older.typed')}</th>
                  <td>{valueWords(false)}</td>
                  <td>{valueWords(true)}</td>
                </tr>
              )}
            </tbody>
          </table>
          <footer className={style['foot']}>
            <Button onClick={() => onChoose(draft)}>{t('older.takeDraft')}</Button>
            <Button type="primary" onClick={() => onChoose(round)}>
              {t('older.takeRound', { round: number })}
            </Button>
          </footer>
        </section>
      </div>
    </>
  )
}
