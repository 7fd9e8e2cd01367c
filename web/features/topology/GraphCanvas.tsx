import { Maximize, Minus, Plus, RotateCcw } from 'lucide-react'
import { type PointerEvent, type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { palette } from '../../theme.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useThemeName } from '../../ui/useThemeName.ts'
import type { Point } from './curve.ts'
import style from './GraphCanvas.module.css'
import { type GraphView, graphView } from './graph-view.ts'
import { mapSize, paintMap, pointOnMap } from './paint-map.ts'
import { paintScene, type Viewport } from './paint-scene.ts'
import type { Scene } from './scene.ts'

/** What keys do to the drawing. */
export type GraphControls = Pick<GraphView, 'zoomBy' | 'fit' | 'reveal'>

interface Props {
  ref: Ref<GraphControls>
  scene: Scene
  selected: string | undefined
  /** The item that the keyboard is at; it gets a ring. */
  focused: string | undefined
  onSelect: (id: string | undefined) => void
  onMove: (id: string, to: Point) => void
  /** The view was fitted; says whether plates lie where the legend would. */
  onFitted: (belowLegend: boolean) => void
  /** Undoes all moves; undefined while there are none. */
  onReset: (() => void) | undefined
}

const zoomStep = 1.25

/** The drawing with its zoom and its small map. It shows; names and order for a screen reader stand around it. */
export function GraphCanvas({ ref, scene, selected, focused, onSelect, onMove, onFitted, onReset }: Props) {
  const { t } = useTranslation('topology')
  const colors = palette[useThemeName()]
  const container = useRef<HTMLDivElement>(null)
  const ground = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLCanvasElement>(null)
  const map = useRef<HTMLCanvasElement>(null)
  const graph = useRef<GraphView>(undefined)

  const paint = useEffectEvent((viewport: Viewport) => {
    if (words.current) paintScene(words.current, scene, viewport, colors, focused)
    if (map.current) paintMap(map.current, scene, viewport, colors)
    if (ground.current) moveDots(ground.current, viewport)
  })
  const repaint = useEffectEvent(() => {
    if (graph.current) paint(graph.current.viewport())
  })
  const select = useEffectEvent(onSelect)
  const move = useEffectEvent(onMove)
  const fitted = useEffectEvent(onFitted)
  const start = useEffectEvent((element: HTMLElement) =>
    graphView(element, colors, {
      onSelect: (id) => select(id),
      onMove: (id, to) => move(id, to),
      onFitted: (belowLegend) => fitted(belowLegend),
      onDrawn: (viewport) => paint(viewport),
    }),
  )

  useEffect(() => {
    if (!container.current) return
    const view = start(container.current)
    graph.current = view
    // Text is measured and painted with the page's font, which may come late.
    void document.fonts.ready.then(() => repaint())
    return () => {
      graph.current = undefined
      view.destroy()
    }
  }, [])
  useEffect(() => graph.current?.recolor(colors), [colors])
  useEffect(() => {
    graph.current?.show(scene, selected)
    repaint()
  }, [scene, selected])
  useEffect(() => repaint(), [focused, colors])
  useImperativeHandle(ref, () => ({
    zoomBy: (factor) => graph.current?.zoomBy(factor),
    fit: () => graph.current?.fit(),
    reveal: (point) => graph.current?.reveal(point),
  }))

  function goTo(event: PointerEvent<HTMLDivElement>) {
    if (event.buttons !== 1) return
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const point = pointOnMap(scene, { x: event.clientX - left, y: event.clientY - top })
    if (point) graph.current?.center(point)
  }

  return (
    <>
      <div ref={ground} className={style['ground']} aria-hidden>
        <div ref={container} className={style['canvas']} />
        <canvas ref={words} className={style['words']} />
      </div>
      <div className={style['zoom']}>
        <IconButton icon={Plus} name={t('zoom.in')} onClick={() => graph.current?.zoomBy(zoomStep)} />
        <IconButton icon={Minus} name={t('zoom.out')} onClick={() => graph.current?.zoomBy(1 / zoomStep)} />
        <IconButton icon={Maximize} name={t('zoom.fit')} onClick={() => graph.current?.fit()} />
        {onReset && <IconButton icon={RotateCcw} name={t('zoom.reset')} onClick={onReset} />}
      </div>
      <div className={style['map']} title={t('minimap')} role="presentation" onPointerDown={goTo} onPointerMove={goTo}>
        <canvas ref={map} width={mapSize.width} height={mapSize.height} aria-hidden />
      </div>
    </>
  )
}

const dotsEvery = 24

/** Dots of the ground move and grow with the view; from far away they would be noise. */
function moveDots(element: HTMLElement, { zoom, pan }: Viewport): void {
  const size = dotsEvery * zoom
  element.style.backgroundSize = zoom < 0.4 ? '0 0' : `${size}px ${size}px`
  element.style.backgroundPosition = `${pan.x}px ${pan.y}px`
}
