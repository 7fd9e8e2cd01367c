/** A change that fell into a window: the accent's mark on the top edge of a chart. */
export interface ChartMarker {
  /** Milliseconds since 1970. */
  at: number
  label: string
  /** Said on hover. */
  title?: string
  /** Where the mark leads. */
  to: string
}

/** Marks of a window whose words would collide, taken together; `place` is 0–1 from its begin to its end. */
export interface MarkerGroup {
  place: number
  markers: ChartMarker[]
}

/** Marks inside a window from left to right, those nearer than `least` (0–1) to the first of a group joined to it. */
export function groupMarkers(markers: readonly ChartMarker[], from: number, to: number, least: number): MarkerGroup[] {
  const groups = new Array<MarkerGroup>()
  for (const marker of markers.toSorted((one, other) => one.at - other.at)) {
    const place = (marker.at - from) / (to - from)
    if (place < 0 || place > 1) continue
    const last = groups.at(-1)
    if (last && place - last.place < least) last.markers.push(marker)
    else groups.push({ place, markers: [marker] })
  }
  return groups
}
