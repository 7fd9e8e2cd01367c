import { gridOf } from './grid.ts'
import { nest } from './nest.ts'
import type { Layout, LayoutTask } from './shapes.ts'

/** Milliseconds after which a layout is given up. */
const patience = 15_000

/** Lays out in a worker, so that the page never freezes. Given up or failed, everything still gets a place, in a grid. */
export function runLayout(task: LayoutTask, signal: AbortSignal): Promise<Layout> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve) => {
    const settle = (finished: Layout) => {
      clearTimeout(timer)
      worker.terminate()
      resolve(finished)
    }
    const plain = () => settle(nest(task, (_frame, parts) => gridOf(parts)))
    const timer = setTimeout(plain, patience)
    worker.addEventListener('message', ({ data }: MessageEvent<Layout>) => settle(data))
    worker.addEventListener('error', plain)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      worker.terminate()
    })
    worker.postMessage(task)
  })
}
