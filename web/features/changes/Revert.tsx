import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { useMay } from '../../api/session.ts'
import { useCarried } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { previewOf, useRevertChange } from './queries.ts'
import { RevertQuestion } from './RevertQuestion.tsx'

/** Takes an applied change back; asks first, with what that writes. */
export function Revert({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('changes')
  const navigate = useNavigate()
  const carried = useCarried()
  const may = useMay('changes:write')
  const revert = useRevertChange(change.id)
  const [isAsking, ask] = useState(false)
  const isPossible = may && change.state === 'applied' && change.revertedBy === undefined
  function open() {
    revert.reset()
    ask(true)
  }
  useKeys({ u: () => isPossible && !isAsking && !revert.isPending && open() })
  const act = (wish: Parameters<typeof revert.mutate>[0]) =>
    revert.mutate(wish, {
      onSuccess: ({ id }) => {
        ask(false)
        void navigate(carried(paths.change(id)))
      },
    })
  if (!isPossible) return null
  return (
    <>
      {!isAsking && <ProblemLine problem={revert.error} />}
      <Button icon={<Undo2 size={14} />} loading={revert.isPending} onClick={open}>
        {t('revert.act')}
      </Button>
      {isAsking && (
        <Dialog title={t('revert.question', { id: change.id })} wide onClose={() => ask(false)}>
          <Preview change={change} asking={revert.isPending} problem={revert.error} onAct={act} />
        </Dialog>
      )}
    </>
  )
}

type Asked = Omit<Parameters<typeof RevertQuestion>[0], 'preview'>

function Preview({ change, ...asked }: Asked & { change: ChangeRequest }) {
  // Not read again while it is done: what is taken back has no preview any more.
  const preview = useQuery({ ...previewOf(change.id), enabled: !asked.asking })
  return <Loaded query={preview}>{(data) => <RevertQuestion preview={data} {...asked} />}</Loaded>
}
