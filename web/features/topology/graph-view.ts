import cytoscape, { type Core, type SingularElementArgument } from 'cytoscape'
import type { Palette } from '../../theme.ts'
import { cspNonce } from '../../ui/csp-nonce.ts'
import { elementsOf } from './graph-elements.ts'
import { graphStyle } from './graph-style.ts'
import { boundsOf } from './frames.ts'
import type { Viewport } from './paint-scene.ts'
import type { Scene } from './scene.ts'
import type { Point } from './curve.ts'

interface Events {
  /** A click on a plate, a box of versions or an edge; undefined for the ground. */
  onSelect: (id: string | undefined) => void
  /** A plate that is being dragged, by its centre. */
  onMove: (id: string, to: Point) => void
  /** After the view was fitted: whether plates lie where the legend would. */
  onFitted: (belowLegend: boolean) => void
  /** After every drawing. */
  onDrawn: (viewport: Viewport) => void
}

/** The drawing of one scene that can be moved and zoomed. */
export interface GraphView {
  show: (scene: Scene, selected: string | undefined) => void
  recolor: (palette: Palette) => void
  zoomBy: (factor: number) => void
  /** Shows everything, and keeps doing so until a person moves the view. */
  fit: () => void
  /** Moves the view only as far as needed to have a point in sight. */
  reveal: (point: Point) => void
  center: (point: Point) => void
  viewport: () => Viewport
  destroy: () => void
}

type Bounds = NonNullable<ReturnType<typeof boundsOf>>

/** Pixels around the whole graph; above it stands the summary. */
const inset = { top: 72, right: 16, bottom: 20, left: 16 }
/** Where it costs no zoom, the graph also keeps clear of legend and map in the corners, between them or above them. */
const betweenCorners = { ...inset, left: 304, right: 176 }
const aboveCorners = { ...inset, bottom: 216 }
const closest = 2.5
const fitClosest = 1.15
const farthest = 0.08
/** By itself the view does not go below this to show everything: names would vanish. The rest lies one drag away. */
const readable = 0.62
/** Unless so little would be in sight that everything from afar says more. */
const leastInSight = 0.6

/** Draws into a container. Nothing moves by itself: positions come with the scene. */
export function graphView(container: HTMLElement, palette: Palette, events: Events): GraphView {
  allowStylesheet()
  const cy = cytoscape({
    container,
    style: graphStyle(palette),
    minZoom: farthest,
    maxZoom: closest,
    boxSelectionEnabled: false,
    autounselectify: true,
    layout: { name: 'preset' },
  })
  let whole = true
  let bounds: Bounds | undefined
  let fittedTo: string | undefined
  let chosen: string | undefined

  const viewport = (): Viewport => ({ zoom: cy.zoom(), pan: { ...cy.pan() }, width: cy.width(), height: cy.height() })
  const tellFitted = () =>
    events.onFitted(cy.nodes('.plate').some((plate) => liesInLegend(plate.renderedBoundingBox({}), cy)))
  const fit = () => {
    whole = true
    if (!bounds) return
    cy.viewport(fitted(bounds, cy))
    tellFitted()
  }
  const settle = () => {
    if (!bounds || !whole) return
    fitReadably(bounds)
    tellFitted()
  }
  const fitReadably = (bounds: Bounds) => {
    const view = fitted(bounds, cy)
    const tight = view.zoom < readable && view.zoom > readable * leastInSight
    if (tight) cy.viewport({ zoom: readable, pan: startOf(bounds, cy, readable) })
    else cy.viewport(view)
  }
  const keepChosenInSight = () => {
    const chosen = cy.elements('.selected')
    if (chosen.nonempty()) cy.panBy(intoSight(reachOf(chosen.first()), viewport()))
  }

  cy.on('tap', (event) => {
    const isGround = event.target === cy
    events.onSelect(isGround ? undefined : event.target.id())
  })
  cy.on('drag', 'node.plate', ({ target }) => events.onMove(target.id(), { ...target.position() }))
  cy.on('mouseover mouseout', 'node, edge', ({ type, target }) => {
    target.toggleClass('hovered', type === 'mouseover')
    container.style.cursor = type === 'mouseover' ? 'pointer' : ''
  })
  cy.on('dragpan scrollzoom pinchzoom', () => {
    whole = false
  })
  cy.on('render', () => events.onDrawn(viewport()))
  const resized = new ResizeObserver(() => {
    cy.resize()
    settle()
    // The panel of what was just opened takes room from the drawing.
    keepChosenInSight()
  })
  resized.observe(container)

  return {
    show(scene, selected) {
      update(cy, scene, selected)
      bounds = boundsOf([...scene.boxes, ...scene.plates].map(({ rect }) => rect))
      const arranged = JSON.stringify(bounds)
      // A new reading with the same places leaves the view where it is.
      // Neither does a plate that a person is just moving.
      if (arranged !== fittedTo && cy.nodes(':grabbed').empty()) settle()
      fittedTo = arranged
      if (selected !== chosen) keepChosenInSight()
      chosen = selected
    },
    recolor: (next) => void cy.style(graphStyle(next)),
    zoomBy(factor) {
      whole = false
      cy.zoom({
        level: Math.min(closest, Math.max(farthest, cy.zoom() * factor)),
        renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 },
      })
    },
    fit,
    reveal(point) {
      const by = missing(point, viewport())
      if (by.x === 0 && by.y === 0) return
      whole = false
      cy.panBy(by)
    },
    center(point) {
      whole = false
      cy.pan({ x: cy.width() / 2 - point.x * cy.zoom(), y: cy.height() / 2 - point.y * cy.zoom() })
    },
    viewport,
    destroy() {
      resized.disconnect()
      cy.destroy()
    },
  }
}

function update(cy: Core, scene: Scene, selected: string | undefined): void {
  const elements = elementsOf(scene)
  cy.batch(() => {
    cy.elements().forEach((element) => {
      if (!elements.has(element.id())) element.remove()
    })
    for (const [id, element] of elements) {
      const known = cy.getElementById(id)
      if (known.empty()) {
        cy.add(element)
      } else {
        known.data(element.data)
        known.classes([...String(element.classes ?? '').split(' '), ...(known.hasClass('hovered') ? ['hovered'] : [])])
        if (element.position && !known.grabbed()) known.position(element.position)
      }
      cy.getElementById(id).toggleClass('selected', id === selected)
    }
  })
}

function fitted(bounds: Bounds, cy: Core) {
  const plain = within(bounds, cy, inset)
  const clear = [betweenCorners, aboveCorners].map((free) => within(bounds, cy, free))
  return clear.find(({ zoom }) => zoom >= plain.zoom * 0.98) ?? plain
}

function within(bounds: Bounds, cy: Core, free: typeof inset) {
  const room = {
    width: Math.max(1, cy.width() - free.left - free.right),
    height: Math.max(1, cy.height() - free.top - free.bottom),
  }
  const zoom = Math.max(farthest, Math.min(fitClosest, room.width / bounds.width, room.height / bounds.height))
  return {
    zoom,
    pan: {
      x: free.left + room.width / 2 - bounds.x * zoom,
      y: free.top + room.height / 2 - bounds.y * zoom,
    },
  }
}

/** What of an element is to be in sight, in pixels of the window: a plate or box as a whole, of an edge its middle. */
function reachOf(element: SingularElementArgument): Reach {
  if (element.isNode()) return element.renderedBoundingBox({})
  const { x, y } = element.renderedMidpoint()
  return { x1: x - 60, x2: x + 60, y1: y - 20, y2: y + 20 }
}

interface Reach {
  x1: number
  x2: number
  y1: number
  y2: number
}

/** How far the view must move so that something lies inside it; of what is larger than the view its beginning does. */
function intoSight({ x1, x2, y1, y2 }: Reach, { width, height }: Viewport): Point {
  const margin = 16
  const along = (start: number, end: number, length: number) =>
    start < margin ? margin - start : Math.max(margin - start, Math.min(0, length - margin - end))
  return { x: along(x1, x2, width), y: along(y1, y2, height) }
}

const liesInLegend = ({ x1, y2 }: Reach, cy: Core): boolean =>
  x1 < betweenCorners.left && y2 > cy.height() - aboveCorners.bottom

/** The callers' side of a graph that does not fit, in the middle from top to bottom. */
const startOf = (bounds: Bounds, cy: Core, zoom: number): Point => ({
  x: inset.left - (bounds.x - bounds.width / 2) * zoom,
  y: fitted(bounds, cy).pan.y + bounds.y * (fitted(bounds, cy).zoom - zoom),
})

/** How far the view must move so that a point lies well inside it. */
function missing(point: Point, { zoom, pan, width, height }: Viewport): Point {
  const edge = 110
  const along = (at: number, length: number) => {
    if (at < edge) return edge - at
    return at > length - edge ? length - edge - at : 0
  }
  return { x: along(point.x * zoom + pan.x, width), y: along(point.y * zoom + pan.y, height) }
}

/** Cytoscape adds a style tag of this id unless there is one; without our nonce the page's policy would refuse it. */
function allowStylesheet(): void {
  const id = '__________cytoscape_stylesheet'
  if (document.getElementById(id)) return
  const sheet = document.createElement('style')
  sheet.id = id
  sheet.nonce = cspNonce
  sheet.textContent = '.__________cytoscape_container { position: relative; }'
  document.head.append(sheet)
}
