import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Topology } from '#shared/features/topology/model.ts'
import { pointAt } from './curve.ts'
import { GraphCanvas, type GraphControls } from './GraphCanvas.tsx'
import { graphStep } from './graph-keys.ts'
import style from './GraphRegion.module.css'
import { sceneOf, type SceneWords } from './scene.ts'
import { outlineOf } from './outline.ts'
import type { Grouping } from './grouping.ts'
import { useSavedPlaces } from './saved-places.ts'
import type { Layout } from './shapes.ts'
import { selectionOf } from './selection.ts'
import { troublesOf } from './troubles.ts'
import { useLayout } from './useLayout.ts'
import { useItemWords } from './words.ts'

interface Props {
  mesh: string
  topology: Topology
  grouping: Grouping
  words: SceneWords
  /** Names the saved places: mesh and namespace. */
  place: string
  selected: string | undefined
  onSelect: (id: string | undefined) => void
  /** The view was fitted; says whether plates lie where the legend would. */
  onFitted: (belowLegend: boolean) => void
}

/**
 * The graph for eyes, keys and ears: the drawing is a picture of a list whose entries are plates and troubled edges,
 * so that a screen reader has every one of them by name.
 */
export function GraphRegion({ mesh, topology, grouping, words, place, selected, onSelect, onFitted }: Props) {
  const { t } = useTranslation('topology')
  const id = useId()
  const controls = useRef<GraphControls>(null)
  const [focused, setFocused] = useState<string>()
  const nameOf = useEntryName(topology)

  const outline = outlineOf(topology, grouping)
  const layout = useLayout(`${place} ${grouping}`, outline)
  const saved = useSavedPlaces(`${place} ${grouping}`)
  const at = Object.fromEntries(
    Object.entries(layout?.at ?? {}).map(([one, rect]) => [one, { ...rect, ...saved.places[one] }]),
  )
  const routes = routesOf(layout, saved.places)
  const scene = sceneOf({ outline, at, routes, words, stale: topology.stale })
  const troubles = troublesOf(topology)
  const shownTroubles = scene.edges.filter((edge) => troubles.includes(edge.id)).map((edge) => edge.id)
  const entries = [...scene.plates.map((plate) => plate.id), ...shownTroubles]
  const current = focused !== undefined && entries.includes(focused) ? focused : undefined
  const optionId = (entry: string) => `${id}-${entries.indexOf(entry)}`

  function focus(entry: string) {
    setFocused(entry)
    const curve = scene.edges.find((edge) => edge.id === entry)?.curve
    const point = at[entry] ?? (curve && pointAt(curve, 0.5))
    if (point) controls.current?.reveal(point)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = graphStep(event, { scene, troubles, focused: current })
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    if (step.do === 'focus') focus(step.id)
    else if (step.do === 'open') onSelect(step.id)
    else if (step.do === 'close') onSelect(undefined)
    else if (step.do === 'zoom') controls.current?.zoomBy(step.factor)
    else controls.current?.fit()
  }

  function onFocus() {
    const first = selected !== undefined && entries.includes(selected) ? selected : (troubles[0] ?? entries[0])
    if (current === undefined && first !== undefined) setFocused(first)
  }

  return (
    <div className={style['region']}>
      <div
        role="listbox"
        tabIndex={0}
        className={style['stage']}
        aria-label={t('region', { mesh })}
        aria-describedby={`${id}-help`}
        aria-activedescendant={current === undefined ? undefined : optionId(current)}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={() => setFocused(undefined)}
      >
        {entries.map((entry) => (
          <div
            key={entry}
            id={optionId(entry)}
            role="option"
            aria-selected={entry === selected}
            className="visually-hidden"
          >
            {nameOf(entry)}
          </div>
        ))}
      </div>
      <p id={`${id}-help`} className="visually-hidden">
        {t('help')}
      </p>
      <GraphCanvas
        ref={controls}
        scene={scene}
        selected={selected}
        focused={current}
        onSelect={onSelect}
        onMove={saved.put}
        onFitted={onFitted}
        onReset={Object.keys(saved.places).length > 0 ? saved.reset : undefined}
      />
    </div>
  )
}

/** Lanes lead past the plates as they were laid out; where one was moved by hand they would lead through it. */
const routesOf = (layout: Layout | undefined, moved: object): Layout['routes'] =>
  Object.keys(moved).length > 0 ? {} : (layout?.routes ?? {})

/** What to call an entry of the list, with its state and figures. */
function useEntryName(topology: Topology): (id: string) => string {
  const items = useItemWords()
  return (id) => {
    const found = selectionOf(topology, id)
    if (!found) return id
    if (found.kind === 'edge') return items.edge(found.edge, found.from, found.to)
    return items.node(found.node, found.kind === 'version' ? found.version : undefined)
  }
}
