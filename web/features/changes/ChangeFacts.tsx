import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useAuthorName } from '../../mesh/useChangeTitle.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Age, Time } from '../../ui/Time.tsx'

/** Who asked for it, why and when, and how each write went. */
export function ChangeFacts({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const sentence = useSentence()
  const nameOf = useServiceName()
  const authorName = useAuthorName()

  function wordsOf({ ref, state, problem }: ChangeRequest['steps'][number]): string {
    const said = t(`steps.${state}`)
    const words = problem
      ? t('steps.broken', { state: said, problem: [sentence(problem), problem.source].filter(Boolean).join(' ') })
      : said
    return t('steps.line', { service: nameOf({ name: ref.service }), words })
  }

  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          [t('facts.author'), authorName(change.author)],
          [t('facts.reason'), change.reason],
          [t('facts.mesh'), change.mesh],
          [t('facts.proposed'), <Age key="proposed" at={change.createdAt} />],
          [t('facts.applied'), change.appliedAt && <Time key="applied" at={change.appliedAt} seconds />],
          ...change.steps.map((step, index) => [t('steps.nth', { n: index + 1 }), wordsOf(step)] as const),
        ]}
      />
    </Panel>
  )
}
