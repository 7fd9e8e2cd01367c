import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Freeze, freezeState } from '#shared/features/freezes/model.ts'
import { useSession } from '../../api/session.ts'
import { Facts } from '../../ui/Facts.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { Age, Time } from '../../ui/Time.tsx'
import { useNow } from '../../ui/useNow.ts'
import { EditFreeze } from './EditFreeze.tsx'
import style from './freezes.module.css'
import { FreezeTag, Window } from './FreezesTable.tsx'
import { LiftQuestion } from './LiftQuestion.tsx'
import { mayFreeze, mayLift } from './rights.ts'
import { useFreezeWords } from './useFreezeWords.ts'

/** One freeze in full, with what may be done about it. */
export function FreezePanel({ freeze, onClose }: { freeze: Freeze; onClose: () => void }) {
  const { t } = useTranslation('freezes')
  const words = useFreezeWords()
  const session = useSession()
  const now = useNow()
  const [act, setAct] = useState<'edit' | 'lift'>()
  if (act === 'edit') return <EditFreeze freeze={freeze} onDone={() => setAct(undefined)} />

  const { environment, reason, createdBy, createdAt, exceptServices, exceptRoles, liftedBy, lifted } = freeze
  const isOpen = ['running', 'coming'].includes(freezeState(freeze, now))
  const since = words.since(freeze)
  return (
    <SidePanel
      title={t('titleOf', { id: freeze.id, environment })}
      lead={
        <span className={style['lead']}>
          <FreezeTag freeze={freeze} /> {since}
        </span>
      }
      onClose={onClose}
      footer={
        isOpen && (
          <>
            {mayFreeze(session, environment) && <Button onClick={() => setAct('edit')}>{t('edit')}</Button>}
            {mayLift(session, freeze) ? (
              <Button danger onClick={() => setAct('lift')}>
                {t('lift')}
              </Button>
            ) : (
              <span className={style['quiet']}>{t('mayNotLift')}</span>
            )}
          </>
        )
      }
    >
      <div className={style['facts']}>
        <p className={style['reason']}>{reason}</p>
        <Facts
          facts={[
            [t('columns.window'), <Window key="window" freeze={freeze} />],
            [
              t('exceptServices'),
              exceptServices.length > 0 && exceptServices.map((one) => <code key={one}>{one} </code>),
            ],
            [t('exceptRoles'), words.roles(exceptRoles)],
            [t('exceptions'), exceptServices.length + exceptRoles.length === 0 && t('noExceptions')],
            [t('liftedBy'), liftedBy.length > 0 ? t('liftersAnd', { roles: words.roles(liftedBy) }) : t('liftersOnly')],
            [t('made'), createdBy],
            [t('madeAt'), <Age key="at" at={createdAt} />],
          ]}
        />
        {lifted && (
          <section className={style['lifted']}>
            <h3>{t('liftedEarly')}</h3>
            <p>{lifted.reason}</p>
            <p className={style['quiet']}>
              {lifted.by} <Time at={lifted.at} />
            </p>
          </section>
        )}
      </div>
      {act === 'lift' && <LiftQuestion freeze={freeze} onClose={() => setAct(undefined)} />}
    </SidePanel>
  )
}
