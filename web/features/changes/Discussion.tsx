import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { ChangeComment, CommentAnchor } from '#shared/features/changes/review.ts'
import { useMay } from '../../api/session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Time } from '../../ui/Time.tsx'
import style from './Discussion.module.css'
import { commentsOf, useComment } from './review-queries.ts'
import { lineId } from './talk.ts'

interface Props {
  change: ChangeRequest
  /** The line that the next comment is about. */
  anchor: CommentAnchor | undefined
  onForget: () => void
}

/** What was said of a change, each tied to its line where it is about one. */
export function Discussion({ change, anchor, onForget }: Props) {
  const { t } = useTranslation('reviews')
  const may = useMay('changes:write')
  const comments = useQuery(commentsOf(change.id)).data?.comments ?? []
  if (comments.length === 0 && !may) return null
  return (
    <Panel title={t('talk.title')} meta={comments.length > 0 ? comments.length : undefined}>
      <ol className={style['comments']}>
        {comments.map((comment) => (
          <Comment key={comment.number} comment={comment} isPast={comment.round < change.round} />
        ))}
      </ol>
      {may && <Composer change={change} anchor={anchor} onForget={onForget} />}
    </Panel>
  )
}

function Comment({ comment, isPast }: { comment: ChangeComment; isPast: boolean }) {
  const { t } = useTranslation('reviews')
  const { author, text, anchor, round, at } = comment
  return (
    <li className={style['comment']}>
      <Avatar name={author} />
      <div>
        <p className={style['head']}>
          <strong>{author}</strong>
          <span>
            <Time at={at} />
          </span>
        </p>
        <p className={style['text']}>{text}</p>
        {anchor?.line !== undefined &&
          (isPast ? (
            <span className={style['quiet']}>{t('talk.pastLine', { line: anchor.line, round })}</span>
          ) : (
            <a href={`#${lineId(anchor)}`}>{t('talk.line', { line: anchor.line })}</a>
          ))}
      </div>
    </li>
  )
}

function Composer({ change, anchor, onForget }: Props) {
  const { t } = useTranslation('reviews')
  const id = useId()
  const [text, setText] = useState('')
  const say = useComment(change.id)
  function send() {
    say.mutate(
      { text: text.trim(), ...(anchor && { anchor }) },
      {
        onSuccess: () => {
          setText('')
          onForget()
        },
      },
    )
  }
  return (
    <div className={style['composer']}>
      <label htmlFor={id}>{t('talk.comment')}</label>
      {anchor?.line !== undefined && (
        <Chip onRemove={onForget} removeName={t('talk.forgetLine')}>
          {t('talk.line', { line: anchor.line })}
        </Chip>
      )}
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={2000}
        value={text}
        data-comment
        onChange={({ target }) => setText(target.value)}
      />
      <ProblemLine problem={say.error} />
      <Button disabled={text.trim() === ''} loading={say.isPending} onClick={send}>
        {t('talk.send')}
      </Button>
    </div>
  )
}
