import { place } from './place.ts'
import type { LayoutTask } from './shapes.ts'

addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => postMessage(place(data)))
