import { findingsBelow } from '../../mesh/findings-below.ts'
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, GripVertical, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { sameMatch } from '#shared/features/route-rules/same-rule.ts'
import { useMatchWords } from '../../mesh/match/useMatchWords.ts'
import type { PolicyFormProps } from '../../mesh/policies/kind-ui.ts'
import { Chip } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import {
  type DraftRoute,
  type DraftRule,
  isComplete,
  routeSpecOf,
  withoutRoute,
  withRoute,
  withRouteAt,
} from './draft.ts'
import { editedRoutes } from './edited.ts'
import { RouteForm } from './RouteForm.tsx'
import style from './RouteCards.module.css'
import type { Pool } from './instances.ts'
import { useReorder } from './useReorder.ts'
import { type RouteShare, useRouteShares } from './useRouteShares.ts'
import { destinationName, useRouteName } from './words.ts'

interface Props extends PolicyFormProps<ObservedRouteRule, DraftRule> {
  pool: Pool
}

/** The routes in order; one that is open is a form, a closed one a sentence. */
export function RouteCards({ draft, edit, live, pool, capabilities, findings, readOnly, onChange }: Props) {
  const [opened, setOpened] = useState<Record<string, boolean>>({})
  const edits = new Set(editedRoutes(draft, live).map(({ at }) => at))
  const shares = useRouteShares(edit, isComplete(draft))
  const ids = draft.routes.map(({ id }) => id)
  const move = (id: string, to: number) => onChange((rule) => withRouteAt(rule, id, to))
  const order = useReorder(ids, move)
  const gap = order.drag?.gap

  return (
    <ol className={style['cards']}>
      {draft.routes.map((route, index) => {
        const edited = edits.has(index)
        // What is being worked on is open until somebody closes it.
        const open = route.effect !== 'unknown' && (opened[route.id] ?? edited)
        const dropped = gap === index ? 'above' : gap === index + 1 && gap === ids.length ? 'below' : ''
        return (
          <li
            key={route.id}
            className={`${style['card']} ${open ? style['open'] : ''} ${style[dropped] ?? ''} ${order.drag?.id === route.id ? style['dragged'] : ''}`}
          >
            <CardHead
              route={route}
              position={index + 1}
              count={ids.length}
              edited={edited}
              open={open}
              readOnly={readOnly}
              share={shares.get(index)}
              handle={order.handle(route.id)}
              onToggle={() => setOpened({ ...opened, [route.id]: !open })}
              onMove={(by) => move(route.id, index + by)}
              onRemove={() => onChange((rule) => withoutRoute(rule, route.id))}
            />
            {open && (
              <RouteForm
                route={route}
                liveRoute={live?.routes.find(({ match }) => sameMatch(match, routeSpecOf(route).match))}
                pool={pool}
                capabilities={capabilities}
                findings={findingsBelow(findings, `routes.${index}`)}
                readOnly={readOnly}
                onChange={(change) => onChange((rule) => withRoute(rule, route.id, change))}
              />
            )}
          </li>
        )
      })}
    </ol>
  )
}

interface HeadProps {
  route: DraftRoute
  position: number
  count: number
  edited: boolean
  open: boolean
  readOnly: boolean
  share: RouteShare | undefined
  handle: ReturnType<ReturnType<typeof useReorder>['handle']>
  onToggle: () => void
  onMove: (by: number) => void
  onRemove: () => void
}

function CardHead(props: HeadProps) {
  const { route, position, count, edited, open, readOnly, share, handle, onToggle, onMove, onRemove } = props
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const { matchSentence } = useMatchWords()
  const routeName = useRouteName()
  const match = routeSpecOf(route).match
  const name = routeName(route.name, match, position)
  const Sign = open ? ChevronDown : ChevronRight
  return (
    <header className={style['head']}>
      {!readOnly && count > 1 && (
        <button
          type="button"
          className={style['handle']}
          aria-label={t('editor.move', { name, position, count })}
          title={t('editor.moveHint')}
          {...handle}
        >
          <GripVertical size={14} aria-hidden />
        </button>
      )}
      <span className={`${style['position']} ${edited ? style['edited'] : ''}`}>{position}</span>
      <button
        type="button"
        className={style['name']}
        aria-expanded={open}
        aria-label={t(open ? 'editor.close' : 'editor.open', { name })}
        onClick={onToggle}
      >
        <Sign size={14} aria-hidden /> {name}
      </button>
      {edited && <Chip tone="accent">{t('editor.changed')}</Chip>}
      {route.effect && <Chip>{t(`effect.${route.effect}`)}</Chip>}
      {!open && (
        // What is compared is told from the words around it; where nothing is, there are words alone.
        <span className={match.any.length > 0 ? style['match'] : style['every']}>{matchSentence(match)}</span>
      )}
      <span className={style['where']}>
        {!open &&
          route.destinations.map((one) => (
            <span key={one.id}>
              {t('share', { destination: destinationName(one.labels), weight: format.figure(one.weight) })}
            </span>
          ))}
      </span>
      {share && <Taken share={share} />}
      {!readOnly && (
        <>
          {position > 1 && <IconButton icon={ArrowUp} name={t('editor.up')} onClick={() => onMove(-1)} />}
          {position < count && <IconButton icon={ArrowDown} name={t('editor.down')} onClick={() => onMove(1)} />}
          <IconButton icon={Trash2} name={t('editor.removeRoute')} onClick={onRemove} />
        </>
      )}
    </header>
  )
}

/** How much of the recorded traffic comes by here; what it is now where the draft changes it. */
function Taken({ share: { drafted, live } }: { share: RouteShare }) {
  const { t } = useTranslation('routeRules')
  const format = useFormat()
  const moved = live !== undefined && format.share(live) !== format.share(drafted)
  return (
    <span className={style['taken']} title={t('taken', { share: format.share(drafted) })}>
      <span className={style['bar']} aria-hidden>
        <span style={{ width: `${drafted * 100}%` }} />
      </span>
      <span>{format.share(drafted)}</span>
      {moved && <span className={style['now']}>{t('takenNow', { share: format.share(live) })}</span>}
    </span>
  )
}
