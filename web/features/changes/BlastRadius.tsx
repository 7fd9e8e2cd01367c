import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Neighbour, ServiceDetail } from '#shared/features/services/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { useChangeTitle } from '../../mesh/useChangeTitle.ts'
import { versionTones } from '../../mesh/version-tone.ts'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './BlastRadius.module.css'
import { changesBeside, reachOf } from './review-queries.ts'
import { isUnwritten } from './standing.ts'

/** Callers that are drawn; the rest is counted. */
const drawnAtMost = 6

/** Whom a change reaches: who calls its services, how much, which versions take it, and what else is asked of them. */
export function BlastRadius({ change }: { change: ChangeRequest }) {
  const { t } = useTranslation('reviews')
  const services = servicesOf(change)
  return (
    <Panel title={t('blast.title')} meta={t('blast.window')} flush>
      {services.map((ref) => (
        <Reach key={`${ref.namespace} ${ref.service}`} policyRef={ref} />
      ))}
      {change.edits.some(({ ref }) => ref.service === '*') && <p className={style['words']}>{t('blast.every')}</p>}
      <OpenBeside change={change} services={services} />
    </Panel>
  )
}

/** One policy for each service that a change is about. */
const servicesOf = ({ edits }: ChangeRequest): PolicyRef[] => [
  ...new Map(
    edits.filter(({ ref }) => ref.service !== '*').map(({ ref }) => [`${ref.namespace} ${ref.service}`, ref]),
  ).values(),
]

function Reach({ policyRef }: { policyRef: PolicyRef }) {
  const { t } = useTranslation('reviews')
  const format = useFormat()
  const reach = useQuery(reachOf(policyRef))
  return (
    <div className={style['reach']}>
      <Loaded query={reach}>
        {({ value, stamps }) => (
          <>
            <p>
              {t('blast.reached', {
                service: value.name,
                rate: format.rate(value.traffic.rate),
                callers: t('blast.callers', { count: value.callers.length }),
                versions: t('blast.versions', { count: value.detail.length }),
              })}
            </p>
            <Flow service={value} />
            <Stamps stamps={stamps} />
          </>
        )}
      </Loaded>
    </div>
  )
}

/** Callers, the service, its versions, from left to right. */
function Flow({ service }: { service: ServiceDetail }) {
  const { t } = useTranslation('reviews')
  const format = useFormat()
  const callers = service.callers.toSorted((one, other) => other.traffic.rate - one.traffic.rate)
  const drawn = callers.slice(0, drawnAtMost)
  const tones = versionTones(service.detail.map(({ version }) => version))
  const widths = drawn.map(({ traffic }) => widthOf(traffic.rate))
  return (
    <div className={style['flow']}>
      <ul className={style['plates']} aria-label={t('blast.callersList')}>
        {drawn.map((caller) => (
          <li key={nameOf(caller)} className={style['plate']}>
            <strong>{caller.hidden ? <Hidden /> : nameOf(caller)}</strong>
            <span>{format.rate(caller.traffic.rate)}</span>
          </li>
        ))}
        {drawn.length === 0 && <li className={style['nobody']}>{t('blast.nobody')}</li>}
        {callers.length > drawn.length && (
          <li className={style['nobody']}>{t('blast.others', { count: callers.length - drawn.length })}</li>
        )}
      </ul>
      <Lines from={drawn.length} to={1} widths={widths} />
      <div className={`${style['plate']} ${style['subject']}`}>
        <strong>{service.name}</strong>
        <span>{format.rate(service.traffic.rate)}</span>
      </div>
      <Lines from={1} to={service.detail.length} widths={service.detail.map(({ traffic }) => widthOf(traffic.rate))} />
      <ul className={style['plates']} aria-label={t('blast.versionsList')}>
        {service.detail.map(({ version, traffic }) => (
          <li key={version} className={`${style['plate']} ${style[tones.get(version)?.tone ?? 'rest']}`}>
            <strong>{version}</strong>
            <span>{format.rate(traffic.rate)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Hidden() {
  const { t } = useTranslation('services')
  return (
    <>
      <Lock size={12} aria-hidden /> {t('hidden')}
    </>
  )
}

const nameOf = ({ service, label, hidden }: Neighbour): string => (hidden ? '' : (service?.name ?? label ?? ''))

/** Pixels of a line for so many calls a second, as edges of the graph have them. */
const widthOf = (rate: number): number => Math.min(6, 0.8 + 1.25 * Math.log10(1 + rate))

/** Lines between two columns whose plates are spread evenly. */
function Lines({ from, to, widths }: { from: number; to: number; widths: readonly number[] }) {
  const middle = (index: number, of: number) => ((index + 0.5) / of) * 100
  const many = Math.max(from, to)
  return (
    <svg className={style['lines']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      {[...Array(many).keys()].map((index) => {
        const [start, end] = [middle(from === 1 ? 0 : index, from), middle(to === 1 ? 0 : index, to)]
        return (
          <path
            key={index}
            d={`M0 ${start} C50 ${start} 50 ${end} 100 ${end}`}
            strokeWidth={widths[index] ?? 1}
            vectorEffect="non-scaling-stroke"
          />
        )
      })}
    </svg>
  )
}

/** What else is asked of the same services and not written yet. */
function OpenBeside({ change, services }: { change: ChangeRequest; services: PolicyRef[] }) {
  const { t } = useTranslation('reviews')
  const [first, ...rest] = services
  if (!first) return null
  return (
    <div className={style['beside']}>
      <h3>{t('blast.beside')}</h3>
      {[first, ...rest].map((ref) => (
        <OpenOf key={`${ref.namespace} ${ref.service}`} change={change} policyRef={ref} />
      ))}
    </div>
  )
}

function OpenOf({ change, policyRef }: { change: ChangeRequest; policyRef: PolicyRef }) {
  const { t } = useTranslation('reviews')
  const titleOf = useChangeTitle()
  const found = useQuery(changesBeside(policyRef)).data?.items ?? []
  const open = found.filter((one) => one.id !== change.id && isUnwritten(one))
  if (open.length === 0)
    return <p className={style['quiet']}>{t('blast.noneBeside', { service: policyRef.service })}</p>
  return (
    <ul>
      {open.map((one) => (
        <li key={one.id}>
          <ScopeLink to={paths.change(one.id)}>
            <code>{one.id}</code> {titleOf(one)}
          </ScopeLink>
        </li>
      ))}
    </ul>
  )
}
