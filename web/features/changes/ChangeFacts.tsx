import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Age, Time } from '../../ui/Time.tsx'

/** Who asked for it, why and when, and how each write went. */
export function ChangeFacts({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const sentence = useSentence()
  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          [t('facts.author'), change.author],
          [t('facts.reason'), change.reason],
          [t('facts.mesh'), change.mesh],
          [t('facts.proposed'), <Age key="proposed" at={change.createdAt} />],
          [t('facts.applied'), change.appliedAt && <Time key="applied" at={change.appliedAt} seconds />],
          ...change.steps.map(({ ref, state, problem }, index) => {
            const words = problem
              ? `${t(`steps.${state}`)}, ${sentence(problem)} ${problem.source ?? ''}`
              : t(`steps.${state}`)
            return [
              `${t('steps.title')} ${change.steps.length > 1 ? index + 1 : ''}`,
              `${ref.service}: ${words}`,
            ] as const
          }),
        ]}
      />
    </Panel>
  )
}
