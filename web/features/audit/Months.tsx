import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { AuditMonth } from '#shared/features/audit/model.ts'
import { useMay } from '../../api/session.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { CopyText, shortened } from '../../ui/CopyText.tsx'
import { Question } from '../../ui/Question.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './audit.module.css'
import { auditMonths, useDropMonth } from './queries.ts'

/** Every month with its seal; the oldest one that has ended can be dropped by who maintains the log. */
export function Months() {
  const { t } = useTranslation('audit')
  const months = useQuery(auditMonths())
  const mayDrop = useMay('audit:maintain')
  return (
    <section className={style['section']} aria-label={t('months.title')}>
      <h3>{t('months.title')}</h3>
      <Loaded query={months}>
        {({ months: all }) => {
          const oldest = all.findLast(({ droppedAt }) => droppedAt === undefined)
          return (
            <ul className={style['months']}>
              {all.map((month) => (
                <li key={month.month}>
                  <MonthLine month={month} />
                  {mayDrop && month === oldest && month.seal && <Drop month={month} count={month.seal.count} />}
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <p className={style['hint']}>{t('months.hint')}</p>
    </section>
  )
}

function MonthLine({ month: { month, seal, droppedAt } }: { month: AuditMonth }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const name = useMonthName()
  const count = seal?.count ?? 0
  const said = !seal
    ? t('months.runs')
    : droppedAt
      ? t('months.dropped', { count, n: format.integer(count), at: format.dayTime(epochMs(droppedAt)) })
      : t('months.sealed', { count, n: format.integer(count) })
  return (
    <>
      <p>
        <strong className={style['name']}>{name(month)}</strong> <span className={style['quiet']}>{said}</span>
      </p>
      {seal && (
        <p className={style['hint']}>
          <CopyText text={seal.lastHash} shown={shortened(seal.lastHash)} />
        </p>
      )}
    </>
  )
}

function Drop({ month: { month }, count }: { month: AuditMonth; count: number }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const name = useMonthName()
  const drop = useDropMonth()
  const [asking, setAsking] = useState(false)
  const figures = { count, n: format.integer(count), month: name(month) }
  return (
    <>
      <Button danger size="small" loading={drop.isPending} onClick={() => setAsking(true)}>
        {t('months.drop')}
      </Button>
      <ProblemLine problem={drop.error} />
      {asking && (
        <Question
          title={t('months.question', figures)}
          act={t('months.act', figures)}
          onAct={() => drop.mutate(month)}
          onClose={() => setAsking(false)}
        >
          <p>{t('months.consequence')}</p>
        </Question>
      )}
    </>
  )
}

/** A month such as `2026-11` in words, as it is in the log: in UTC. */
function useMonthName(): (month: string) => string {
  const language = useLanguage()
  const words = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return (month) => words.format(Date.parse(`${month}-01T00:00:00.000Z`))
}
