/** How much is drawn at a zoom; each level shows less than the one before. */
export type Detail = 'all' | 'names' | 'rings' | 'boxes'

/** The level of a zoom. */
export function detailAt(zoom: number): Detail {
  if (zoom >= 0.8) return 'all'
  if (zoom >= 0.5) return 'names'
  return zoom >= 0.25 ? 'rings' : 'boxes'
}

/** Smallest size of text on the screen in pixels. */
const smallestText = 10

/** Font size in pixels at zoom 1, so that on the screen it never falls below what can be read. */
export const legible = (size: number, zoom: number): number => Math.max(size, smallestText / zoom)
