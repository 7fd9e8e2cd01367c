import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { actsOf, useRequestReviewers } from './review-queries.ts'
import style from './ReviewPanel.module.css'

/** Asks people by name, for who may change the request; whoever may review it may do so unasked. */
export function RequestReviewers({ change, candidates }: { change: ChangeRequest; candidates: readonly string[] }) {
  const { t } = useTranslation('reviews')
  const id = useId()
  const request = useRequestReviewers(change.id)
  const acts = useQuery(actsOf(change.id)).data?.acts ?? []
  const mayEdit = acts.some(({ act, may }) => act === 'edit' && may)
  if (!mayEdit || candidates.length === 0) return null
  return (
    <div className={style['ask']}>
      <label htmlFor={id}>{t('review.ask')}</label>
      <Select
        id={id}
        mode="multiple"
        placeholder={t('review.askNobody')}
        value={request.isPending ? request.variables.reviewers : change.requestedReviewers}
        loading={request.isPending}
        options={candidates.map((value) => ({ value, label: value }))}
        onChange={(reviewers: string[]) => request.mutate({ reviewers })}
      />
      <ProblemLine problem={request.error} />
    </div>
  )
}
