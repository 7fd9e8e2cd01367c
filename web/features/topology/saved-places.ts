import { useState } from 'react'
import { z } from 'zod'
import type { Point } from './curve.ts'

const Places = z.record(z.string(), z.object({ x: z.number(), y: z.number() }))
type Places = z.infer<typeof Places>

const keyOf = (view: string) => `meshdeck.topology.${view}`

function load(view: string): Places {
  try {
    const parsed = Places.safeParse(JSON.parse(localStorage.getItem(keyOf(view)) ?? '{}'))
    return parsed.success ? parsed.data : {}
  } catch {
    return {} // whatever else stands there is not ours; the layout's own places are good
  }
}

/** Where plates were put by hand in a view of this browser, by id. */
export function useSavedPlaces(view: string) {
  const [kept, setKept] = useState(() => ({ view, places: load(view) }))
  if (kept.view !== view) setKept({ view, places: load(view) })

  const save = (places: Places) => {
    if (Object.keys(places).length > 0) localStorage.setItem(keyOf(view), JSON.stringify(places))
    else localStorage.removeItem(keyOf(view))
    setKept({ view, places })
  }
  const places = kept.view === view ? kept.places : {}
  return {
    places,
    put: (id: string, to: Point) => save({ ...places, [id]: to }),
    reset: () => save({}),
  }
}
