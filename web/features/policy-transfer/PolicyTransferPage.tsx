import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '#shared/contract/endpoint.ts'
import type { planTransfer } from '#shared/features/policy-transfer/api.ts'
import { RefusedRequest } from '../../api/call.ts'
import { useEndTime } from '../../mesh/policies/EndTime.tsx'
import { useDebounced } from '../../mesh/policies/useDebounced.ts'
import { useAddressValues, useCarried, useMesh } from '../../mesh/scope.ts'
import { paths } from '../../paths.ts'
import page from '../../ui/Page.module.css'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Empty } from '../../ui/states/Empty.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { ExportButton } from './ExportButton.tsx'
import { PlanPanel } from './PlanPanel.tsx'
import { ProposePanel } from './ProposePanel.tsx'
import { planOf } from './queries.ts'
import { SourcePanel, type TransferAddress } from './SourcePanel.tsx'
import { TextProblem } from './TextProblem.tsx'
import { chosenOf, planKey } from './chosen.ts'

const askedAfterMs = 500

/** Takes policies into a namespace, from another one or from a text: what would become of each, and one change for those chosen. */
export function PolicyTransferPage() {
  const { t } = useTranslation('policyTransfer')
  const mesh = useMesh()
  const carried = useCarried()
  const [search, setSearch] = useAddressValues()
  const address: TransferAddress = {
    by: search.get('by') === 'text' ? 'text' : 'place',
    source: search.get('source') ?? undefined,
    service: search.get('service') ?? undefined,
    target: search.get('target') ?? undefined,
  }
  const [text, setText] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const end = useEndTime()
  const rested = useDebounced(text, askedAfterMs)
  const asked = askedOf(mesh, address, rested)
  const plan = useQuery({
    ...planOf(mesh, { ...(asked ?? nothing), ...(end.at && { revertAt: end.at }) }),
    enabled: asked !== undefined,
    // The last plan stands, and cannot be proposed, until the next one is there.
    placeholderData: (before) => before,
    staleTime: 0,
  })
  const policies = asked ? plan.data?.policies : undefined
  const toggle = (key: string) =>
    setLeft((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]))
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: carried(paths.services(mesh)), label: t('services') }]}
        actions={
          address.by === 'place' &&
          address.source && <ExportButton place={{ mesh, namespace: address.source, service: address.service }} />
        }
      />
      <div className={page['split']}>
        <div className={page['column']}>
          <SourcePanel mesh={mesh} address={address} onAddress={setSearch} text={text} onText={setText} />
          {asked === undefined && <Empty title={t('begin.title')} hint={t('begin.hint')} />}
          {asked !== undefined &&
            (plan.error instanceof RefusedRequest && plan.error.status === 422 ? (
              <TextProblem problem={plan.error} />
            ) : (
              <Loaded query={plan}>{(found) => <PlanPanel plan={found} left={left} onToggle={toggle} />}</Loaded>
            ))}
        </div>
        {policies && asked && (
          <ProposePanel
            key={asked.namespace}
            namespace={asked.namespace}
            chosen={chosenOf(policies, left)}
            mustEnd={policies.filter(({ needsEnd, state }) => needsEnd && state !== 'equal').map(planKey).length}
            settled={!plan.isFetching && rested === text}
            end={end}
          />
        )}
      </div>
    </>
  )
}

type Asked = Pick<Input<typeof planTransfer>['body'], 'namespace' | 'from'>

/** Stands in a question that is not asked. */
const nothing: Asked = { namespace: '', from: { text: '' } }

/** What to ask for; undefined while something is not chosen yet. */
function askedOf(mesh: string, { by, source, service, target }: TransferAddress, text: string): Asked | undefined {
  if (target === undefined) return undefined
  if (by === 'text') return text.trim() === '' ? undefined : { namespace: target, from: { text } }
  if (source === undefined) return undefined
  return { namespace: target, from: { mesh, namespace: source, ...(service === undefined ? {} : { service }) } }
}
