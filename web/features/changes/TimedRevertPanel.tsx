import { Button } from 'antd'
import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { ChangeRequest, TimedRevert } from '#shared/features/changes/model.ts'
import { useMay } from '../../api/session.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Question } from '../../ui/Question.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { type Status, StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Time } from '../../ui/Time.tsx'
import { useEndChange } from './queries.ts'
import style from './TimedRevertPanel.module.css'
import { useCountdown } from './useCountdown.ts'

const signs: Record<TimedRevert['state'], Status> = {
  waiting: 'waiting',
  done: 'ok',
  partly: 'degraded',
  failed: 'failing',
}

/** When a change ends by itself, what became of that, and the way to end it now; nothing for a change that is to stay. */
export function TimedRevertPanel({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const sentence = useSentence()
  const { revertAt, timedRevert: timed } = change
  if (revertAt === undefined) return null
  return (
    <Panel title={t('timed.title')} aside={<Time at={timed?.at ?? revertAt} />}>
      <div className={style['timed']}>
        <p className={style['verdict']}>
          <StatusGlyph status={signs[timed?.state ?? 'waiting']} label />
          <strong>{timed ? <Verdict timed={timed} /> : t('timed.ahead')}</strong>
        </p>
        {timed && timed.why.length > 0 && (
          <ul className={style['why']}>
            {timed.why.map((reason) => (
              <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>{sentence(reason)}</li>
            ))}
          </ul>
        )}
        {timed?.change && (
          <p>
            <Trans
              ns="changes"
              i18nKey="timed.by"
              values={{ id: timed.change }}
              components={{ change: <ScopeLink to={paths.change(timed.change)} /> }}
            />
          </p>
        )}
        {timed && isToCome(timed) && <EndNow change={change} />}
      </div>
    </Panel>
  )
}

const isToCome = ({ state }: TimedRevert): boolean => state === 'waiting' || state === 'failed'

function Verdict({ timed }: { timed: TimedRevert }) {
  const { t } = useTranslation('changes')
  const countdown = useCountdown()
  if (timed.state === 'waiting')
    return timed.why.length > 0 ? t('timed.covered') : t('timed.ends', { in: countdown(timed.at) })
  if (timed.state === 'failed') return t('timed.failed', { in: countdown(timed.nextTry ?? timed.at) })
  return timed.state === 'done' ? t('timed.done') : t('timed.partly')
}

/** Asks first: what it wrote is taken away from the callers at once. */
function EndNow({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const may = useMay('changes:write')
  const end = useEndChange(change.id)
  const [isAsking, ask] = useState(false)
  const count = change.steps.filter(({ state }) => state === 'written').length
  if (!may) return null
  return (
    <>
      <ProblemLine problem={end.error} />
      <Button loading={end.isPending} onClick={() => ask(true)}>
        {t('timed.endNow')}
      </Button>
      {isAsking && (
        <Question
          title={t('timed.question', { id: change.id })}
          act={t('timed.endNow')}
          onAct={() => end.mutate()}
          onClose={() => ask(false)}
        >
          {t('timed.consequence', { count })}
        </Question>
      )}
    </>
  )
}
