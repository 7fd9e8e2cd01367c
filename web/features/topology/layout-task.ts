import { type Box, type Item, type Outline, type Plate, withDescendants } from './outline.ts'
import type { Frame, LayoutTask, Part } from './shapes.ts'

const plateSize = { width: 148, height: 46 }
const pillSize = { width: 96, height: 36 }

const padding: Record<Box['kind'], Frame['padding']> = {
  group: { top: 36, right: 13, bottom: 13, left: 13 },
  workload: { top: 34, right: 11, bottom: 11, left: 11 },
  // Name, rate and the bar of shares stand above the versions.
  service: { top: 56, right: 11, bottom: 11, left: 11 },
}

/** Sizes of everything in an outline, for the layout. Services of one workload stand below each other. */
export const layoutTaskOf = ({ roots, links }: Outline): LayoutTask => ({
  roots: roots.map(partOf),
  links: links.map(({ from, to }) => ({ from, to })),
})

/** The same without what is new: whether a layout that was made before still has a place for everything. */
export function isLaidOut(wanted: LayoutTask, laid: LayoutTask): boolean {
  const places = new Set(laid.roots.flatMap(pathsOf))
  const joined = new Set(laid.links.map(({ from, to }) => `${from} ${to}`))
  return (
    wanted.roots.flatMap(pathsOf).every((path) => places.has(path)) &&
    wanted.links.every(({ from, to }) => joined.has(`${from} ${to}`))
  )
}

/** Ids of the plates inside an item, itself included when it is one. */
export const platesIn = (item: Item): Plate[] => [...withDescendants(item)].filter((one) => one.shape === 'plate')

const sizeOf = (plate: Plate) => (plate.node.kind === 'client' ? pillSize : plateSize)

function partOf(item: Item): Part {
  if (item.shape === 'plate') return { id: item.id, ...sizeOf(item) }
  const direction = item.kind === 'workload' ? 'down' : 'across'
  return { id: item.id, padding: padding[item.kind], direction, children: item.children.map(partOf) }
}

/** A part's way from the outermost frame: something that moved into another frame is new there. */
const pathsOf = (part: Part): string[] =>
  'children' in part ? [part.id, ...part.children.flatMap(pathsOf).map((path) => `${part.id} ${path}`)] : [part.id]
