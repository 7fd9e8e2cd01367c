import { useTranslation } from 'react-i18next'
import { type ChangeRequest, consoleItself } from '#shared/features/changes/model.ts'

/** What a change is called: one that takes another back has that one's title, and says so. */
export function useChangeTitle(): (change: Pick<ChangeRequest, 'title' | 'reverts'>) => string {
  const { t } = useTranslation('changes')
  return ({ title, reverts }) => (reverts ? t('revert.title', { id: reverts, title }) : title)
}

/** Who asked for a change; what ends by itself is asked for by the console. */
export function useAuthorName(): (author: string) => string {
  const { t } = useTranslation('changes')
  return (author) => (author === consoleItself ? t('timed.console') : author)
}
