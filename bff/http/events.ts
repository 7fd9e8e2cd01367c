import type { TopicEvent } from '#shared/contract/events.ts'
import type { Database } from '../store/database.ts'

type Tables = { topic_revision: { topic: string; revision: number } }

/** Tells every browser what has changed, whichever copy of the console it is connected to. */
export interface Events {
  /** Counts topics up, all in one write. Topics are nouns, with a mesh where one is meant: `changes`, `services:demo`. */
  publish(...topics: readonly [string, ...string[]]): Promise<void>
  /** The present revision of every topic, then each as it changes, until the signal fires. */
  follow(signal: AbortSignal): AsyncIterable<TopicEvent>
}

/** Counts a topic up once what it is about is done, and answers what that came to. */
export async function toldOf<Result>(
  events: Pick<Events, 'publish'>,
  topic: string,
  done: Promise<Result>,
): Promise<Result> {
  const result = await done
  await events.publish(topic)
  return result
}

/**
 * Topics by their revision in the database. A publication here is seen here at once; those of other copies are found by
 * looking every `pollMs` milliseconds, as long as somebody follows.
 */
export function eventsIn(database: Database, pollMs = 1000): Events {
  const db = database.withTables<Tables>()
  const waiting = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of waiting) wake()
    waiting.clear()
  }
  return {
    async publish(...topics) {
      await db
        .insertInto('topic_revision')
        .values([...new Set(topics)].map((topic) => ({ topic, revision: 1 })))
        .onConflict((conflict) =>
          conflict.column('topic').doUpdateSet((row) => ({ revision: row('topic_revision.revision', '+', 1) })),
        )
        .execute()
      wakeAll()
    },
    async *follow(signal) {
      const seen = new Map<string, number>()
      let standing = true
      while (!signal.aborted) {
        const woken = nextWake(waiting, pollMs, signal)
        for (const { topic, revision } of await db.selectFrom('topic_revision').selectAll().execute()) {
          if (seen.get(topic) === revision) continue
          seen.set(topic, revision)
          yield { topic, revision, standing }
        }
        standing = false
        await woken
      }
    },
  }
}

/** Resolves at the next publication, after `pollMs`, or when the signal fires, whichever comes first. */
function nextWake(waiting: Set<() => void>, pollMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      waiting.delete(done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, pollMs)
    waiting.add(done)
    signal.addEventListener('abort', done, { once: true })
  })
}
