import { place } from './place.ts'
import type { LayoutTask, Positions } from './shapes.ts'

/** Milliseconds after which a layout is given up. */
const patience = 15_000

/** Lays out in a worker, so that the page never freezes. Given up or failed, everything still gets a place: without regard to edges. */
export function runLayout(task: LayoutTask, signal: AbortSignal): Promise<Positions> {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve) => {
    const settle = (positions: Positions) => {
      clearTimeout(timer)
      worker.terminate()
      resolve(positions)
    }
    const plain = () => settle(place({ ...task, links: [] }))
    const timer = setTimeout(plain, patience)
    worker.addEventListener('message', ({ data }: MessageEvent<Positions>) => settle(data))
    worker.addEventListener('error', plain)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      worker.terminate()
    })
    worker.postMessage(task)
  })
}
