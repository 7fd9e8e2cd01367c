import { Button } from 'antd'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest, InstanceProof } from '#shared/features/changes/model.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { Cells } from '../../ui/Cells.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { Age, useAge } from '../../ui/Time.tsx'
import { cellsOf, nameOf, stragglersOf, unreadOf } from './proof.ts'
import style from './ProofPanel.module.css'
import { useProveChange } from './queries.ts'

/** On which instances it is live, who still holds something else, who could not be read; and a button to look again. */
export function ProofPanel({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const sentence = useSentence()
  const prove = useProveChange(change.id)
  const { proof } = change
  const cells = cellsOf(proof)
  const done = cells.filter((cell) => cell.state === 'live').length
  const unread = unreadOf(proof)
  return (
    <Panel title={t('proof.title')} aside={<Age at={proof.at} />}>
      <div className={style['proof']}>
        <h3 className={style['verdict']}>
          {cells.length > 0 ? t('proof.live', { done, all: cells.length }) : t(`level.${proof.level}`)}
        </h3>
        {cells.length > 0 && <Cells cells={cells} wordless />}
        <ul className={style['stragglers']}>
          {stragglersOf(proof).map((instance) => (
            <Straggler key={instance.instance} instance={instance} />
          ))}
        </ul>
        {proof.why && <p className={style['quiet']}>{sentence(proof.why)}</p>}
        {unread.length > 0 && <Unread instances={unread} />}
        <ProblemLine problem={prove.error} />
        {change.appliedAt && (
          <Button icon={<RotateCw size={14} />} loading={prove.isPending} onClick={() => prove.mutate()}>
            {t('proof.readAgain')}
          </Button>
        )}
      </div>
    </Panel>
  )
}

function Straggler({ instance }: { instance: InstanceProof }) {
  const { t } = useTranslation('changes')
  const age = useAge()
  return (
    <li>
      <StatusGlyph status="degraded" />
      <span>
        {t('proof.still', { name: nameOf(instance) })}
        {instance.readAt && <small>{t('proof.readAt', { age: age(instance.readAt) })}</small>}
      </span>
    </li>
  )
}

function Unread({ instances }: { instances: InstanceProof[] }) {
  const { t } = useTranslation('changes')
  const sentence = useSentence()
  return (
    <details className={style['unread']}>
      <summary>
        {t('proof.unread', { count: instances.length })} <small>{t('proof.unreadHint')}</small>
      </summary>
      <ul>
        {instances.map((instance) => (
          <li key={instance.instance}>
            {nameOf(instance)}
            {instance.reason && <small>{sentence(instance.reason)}</small>}
          </li>
        ))}
      </ul>
    </details>
  )
}
