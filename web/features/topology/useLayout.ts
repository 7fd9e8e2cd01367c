import { useEffect, useState } from 'react'
import { runLayout } from './layout-run.ts'
import { isLaidOut, layoutTaskOf } from './layout-task.ts'
import type { Outline } from './outline.ts'
import type { Layout, LayoutTask } from './shapes.ts'

interface Laid {
  view: string
  task: LayoutTask
  layout: Layout
}

/**
 * Where everything lies. Laid out again only when something new appears in the view: figures change nothing, and what vanishes
 * leaves its place as it was. Undefined until the first layout of the view is there.
 */
export function useLayout(view: string, outline: Outline): Layout | undefined {
  const [laid, setLaid] = useState<Laid>()
  const known = laid?.view === view ? laid : undefined
  const wanted = layoutTaskOf(outline)
  const fits = known !== undefined && isLaidOut(wanted, known.task)
  // As text, since the outline is a new object with every reading.
  const task = fits ? undefined : JSON.stringify(withEarlierLinks(wanted, known?.task))

  useEffect(() => {
    if (task === undefined) return
    const leaving = new AbortController()
    const parsed = JSON.parse(task) as LayoutTask // written just above
    void runLayout(parsed, leaving.signal).then((layout) => setLaid({ view, task: parsed, layout }))
    return () => leaving.abort()
  }, [view, task])

  return known?.layout
}

/** An edge that was there before keeps its say, so that one that comes and goes does not move the plates each time. */
function withEarlierLinks(wanted: LayoutTask, earlier: LayoutTask | undefined): LayoutTask {
  const present = new Set(wanted.links.map(keyOf))
  const missing = earlier?.links.filter((link) => !present.has(keyOf(link))) ?? []
  return { ...wanted, links: [...wanted.links, ...missing] }
}

const keyOf = ({ from, to }: LayoutTask['links'][number]) => `${from} ${to}`
