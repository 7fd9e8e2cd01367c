import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Something has changed: what was read about the topic before this revision is stale. */
export const TopicEvent = z.object({
  /** A noun, with the mesh where one is meant: `changes`, `services:demo`. */
  topic: z.string(),
  revision: z.int().nonnegative(),
  /** It stood so when the stream began; otherwise it has changed since. */
  standing: z.boolean(),
})
export type TopicEvent = z.infer<typeof TopicEvent>

/** First the present revision of every topic, then each as it changes. A line without `data:` only keeps the connection open. */
export const followEvents = endpoint({
  method: 'GET',
  path: '/events',
  permission: 'signed-in',
  summary: 'What changes, as it changes',
  response: TopicEvent,
  produces: 'text/event-stream',
})
