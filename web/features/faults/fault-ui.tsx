import { useTranslation } from 'react-i18next'
import { faultEndpoints } from '#shared/features/faults/api.ts'
import { ObservedFault } from '#shared/features/faults/model.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import { type PolicyKindUi, type PolicyWords, formOfSpec } from '../../mesh/policies/kind-ui.ts'
import { useServiceName } from '../../mesh/policies/useServiceName.ts'
import { useFaultWords } from './useFaultWords.ts'

/** Faults as the common pages need them. */
export const faultUi: PolicyKindUi<ObservedFault> = {
  endpoints: faultEndpoints,
  write: 'faults:write',
  scopes: ['app', 'caller', 'group'],
  everyService: true,
  groupsOfCallers: true,
  needsEnd: true,
  useWords,
  ...formOfSpec(ObservedFault, {}),
  isComplete: ({ abort, delay }) =>
    (abort !== undefined || delay !== undefined) &&
    (!abort || abort.status !== undefined) &&
    (!delay || delay.ms !== undefined),
}

function useWords(): PolicyWords<ObservedFault, ObservedFault> {
  const { t } = useTranslation('faults')
  const nameOf = useServiceName()
  const { matchSentence } = useMatchWords()
  const sentence = useFaultWords()
  return {
    empty: t('empty'),
    incomplete: t('incomplete'),
    summary: (spec) =>
      spec.match ? t('forMatch', { fault: sentence(spec), match: matchSentence(spec.match) }) : sentence(spec),
    changeTitle: ({ ref, draft }) =>
      t('changeTitle', { service: nameOf({ name: ref.service }), fault: sentence(draft) }),
    removal: ({ policy }) => ({ text: t('removal.text', { fault: sentence(policy.spec) }), act: t('removal.act') }),
  }
}
