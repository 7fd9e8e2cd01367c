import { type Direction, neighbourIn } from './neighbours.ts'
import type { Scene } from './scene.ts'

/** What a key asks of the graph. */
export type GraphStep =
  | { do: 'focus'; id: string }
  | { do: 'open'; id: string }
  | { do: 'close' }
  | { do: 'zoom'; factor: number }
  | { do: 'fit' }

interface Situation {
  scene: Scene
  /** Ids of what is wrong, the worst first. */
  troubles: readonly string[]
  focused: string | undefined
}

const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const zoomStep = 1.25

/**
 * The grammar of keys: arrows go to the neighbour, Tab walks what is wrong and leaves the graph after the last of it,
 * Enter opens, Escape closes, plus, minus and 0 zoom. Undefined for keys that are not the graph's.
 */
export function graphStep(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  situation: Situation,
): GraphStep | undefined {
  const { focused } = situation
  const direction = arrows[key]
  if (direction) return focusOn(arrowTo(direction, situation))
  switch (key) {
    case 'Tab':
      return focusOn(troubleBeside(situation, shiftKey ? -1 : 1))
    case 'Enter':
    case ' ':
      return focused === undefined ? undefined : { do: 'open', id: focused }
    case 'Escape':
      return { do: 'close' }
    case '+':
    case '=':
      return { do: 'zoom', factor: zoomStep }
    case '-':
      return { do: 'zoom', factor: 1 / zoomStep }
    case '0':
      return { do: 'fit' }
    default:
      return undefined
  }
}

const focusOn = (id: string | undefined): GraphStep | undefined => (id === undefined ? undefined : { do: 'focus', id })

function arrowTo(direction: Direction, { scene, focused }: Situation): string | undefined {
  const edge = scene.edges.find(({ id }) => id === focused)
  if (edge) return direction === 'left' || direction === 'up' ? edge.from : edge.to
  const at = Object.fromEntries(scene.plates.map(({ id, rect }) => [id, rect]))
  return focused === undefined ? scene.plates[0]?.id : neighbourIn(direction, focused, at)
}

function troubleBeside({ troubles, focused }: Situation, step: 1 | -1): string | undefined {
  const index = focused === undefined ? -1 : troubles.indexOf(focused)
  if (index < 0) return step === 1 ? troubles[0] : undefined
  return troubles[index + step]
}
