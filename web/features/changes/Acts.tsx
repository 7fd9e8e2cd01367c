import { Button } from 'antd'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { ActAllowed, ChangeAct } from '#shared/features/changes/review.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { useCarried } from '../../mesh/scope.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { ActDialog } from './ActDialog.tsx'
import style from './Decision.module.css'
import { EditMenu } from './EditMenu.tsx'
import { useRetryChange } from './queries.ts'
import { useApply, useReviewAgain, useUndo, useUnschedule, useWithdraw } from './review-queries.ts'
import { useEditors } from './useEditors.ts'

/** What leads further, the foremost first: the first of these that the state has is the primary. */
const leading: readonly ChangeAct[] = ['approve', 'apply', 'continue', 'retry', 'review-again']
/** Beside the primary while there is room; the rest is in the menu. */
const beside: readonly ChangeAct[] = ['send-back', 'schedule', 'unschedule', 'undo', 'edit']

/** Needs no further word, but is asked for once more before it is done. */
const asksFirst: readonly ChangeAct[] = ['withdraw', 'undo']

/** The buttons for what the state allows. One that the person may not press says why. */
export function Acts({ change, acts }: { change: ChangeRequest; acts: readonly ActAllowed[] }) {
  const { t } = useTranslation('reviews')
  const sentence = useSentence()
  const [asked, ask] = useState<ChangeAct>()
  const direct = useDirectActs(change)
  const navigate = useNavigate()
  const carried = useCarried()
  const editors = useEditors(change)

  const may = (act: ChangeAct) => acts.some((one) => one.act === act && one.may)
  const primary = leading.find((act) => acts.some((one) => one.act === act))
  const shown = acts.filter(({ act, may: allowed }) => act === primary || (beside.includes(act) && allowed))
  const menu = acts.filter((one) => one.may && !shown.includes(one))
  const refused = shown.find(({ may: allowed }) => !allowed)?.why

  function press(act: ChangeAct) {
    if (act === 'edit') return void navigate(carried(editors[0]?.address ?? ''))
    const run = direct.of(act)
    if (run && !asksFirst.includes(act)) run()
    else ask(act)
  }
  useKeys({
    a: () => may('approve') && ask('approve'),
    A: () => may('send-back') && ask('send-back'),
  })

  return (
    <div className={style['acts']}>
      {refused && <p className={style['why']}>{sentence(refused)}</p>}
      <ProblemLine problem={direct.problem} />
      {menu.length > 0 && (
        <MenuButton
          name={t('acts.more')}
          align="end"
          groups={[
            { entries: menu.map(({ act }) => ({ key: act, label: t(`act.${act}`), onSelect: () => press(act) })) },
          ]}
        >
          <Ellipsis size={16} aria-hidden />
        </MenuButton>
      )}
      {shown
        .toSorted((one, other) => Number(one.act === primary) - Number(other.act === primary))
        .filter(({ act }) => act !== 'edit' || editors.length > 0)
        .map(({ act, may: allowed, why }) =>
          act === 'edit' && editors.length > 1 ? (
            <EditMenu key={act} editors={editors} />
          ) : (
            <Button
              key={act}
              type={act === primary ? 'primary' : 'default'}
              disabled={!allowed}
              {...(why && { title: sentence(why) })}
              loading={direct.pending === act}
              onClick={() => press(act)}
            >
              {t(`act.${act}`)}
            </Button>
          ),
        )}
      {asked && (
        <ActDialog act={asked} change={change} onAct={() => direct.of(asked)?.()} onClose={() => ask(undefined)} />
      )}
    </div>
  )
}

/** Acts that need no further word. Their refusals are told beside the buttons, also after a question is gone. */
function useDirectActs({ id }: ChangeRequest) {
  const apply = useApply(id)
  const retry = useRetryChange(id)
  const again = useReviewAgain(id)
  const unschedule = useUnschedule(id)
  const withdraw = useWithdraw(id)
  const undo = useUndo(id)
  const runs: Partial<Record<ChangeAct, { mutate: () => void; isPending: boolean }>> = {
    apply,
    retry,
    continue: retry,
    'review-again': again,
    unschedule,
    withdraw,
    undo,
  }
  const pending = Object.entries(runs).find(([, run]) => run.isPending)?.[0]
  return {
    of: (act: ChangeAct) => runs[act] && (() => runs[act]?.mutate()),
    pending,
    problem: [apply, retry, again, unschedule, withdraw, undo].find(({ error }) => error !== null)?.error,
  }
}
