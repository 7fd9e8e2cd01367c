import { addressOf } from '#shared/contract/endpoint.ts'
import { followEvents, TopicEvent } from '#shared/contract/events.ts'
import { queryClient } from './query.ts'

/**
 * Follows what changes on the server and makes stale what was read about it. All tabs of this browser share one stream:
 * the tab that holds the lock listens and tells the others; when it goes, the next one takes over.
 */
export function followServer(): () => void {
  const stop = new AbortController()
  const channel = new BroadcastChannel('meshdeck.events')
  channel.addEventListener('message', ({ data }) => markStale(TopicEvent.parse(data)))

  void navigator.locks
    .request('meshdeck.events', { signal: stop.signal }, () => listen(stop.signal, channel))
    .catch(() => undefined) // the only reason is that `stop` was asked for while waiting

  return () => {
    stop.abort()
    channel.close()
  }
}

/** Listens until the signal fires. The browser connects again by itself, and the server then tells where every topic stands. */
function listen(signal: AbortSignal, channel: BroadcastChannel): Promise<void> {
  // The lock may be granted in the moment in which the page stops to follow.
  if (signal.aborted) return Promise.resolve()
  const source = new EventSource(addressOf(followEvents, {}))
  const seen = new Map<string, number>()
  let again = false // connected before, so that something may have been missed
  source.addEventListener('error', () => {
    again = true
  })
  source.addEventListener('message', ({ data }) => {
    const event = TopicEvent.parse(JSON.parse(String(data)))
    const before = seen.get(event.topic)
    seen.set(event.topic, event.revision)
    if (before === event.revision) return
    // What was read after the page opened is as new as what stood when it first connected; a topic that comes later is news.
    if (before === undefined && event.standing && !again) return
    markStale(event)
    tell(channel, event)
  })
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      source.close()
      resolve()
    })
  })
}

function tell(channel: BroadcastChannel, event: TopicEvent): void {
  try {
    channel.postMessage(event)
  } catch {
    // The browser has closed the channel with the page; the next tab that listens hears it itself.
  }
}

/** What else is made of what a topic is about: what waits for a person follows from the changes, what they may do from almost anything. */
const alsoAbout: Readonly<Record<string, readonly string[]>> = {
  changes: ['inbox'],
  freezes: ['acts', 'checks'],
  environments: ['acts', 'checks', 'session', 'reviewers', 'permissions', 'freezes', 'users', 'inbox'],
  users: ['acts', 'session', 'reviewers', 'inbox'],
}

/** Topics are nouns, with a mesh where one is meant; the endpoints about a noun have it in their path. */
function markStale({ topic }: TopicEvent): void {
  const [noun = '', mesh] = topic.split(':')
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [path, input] }) => {
      if (typeof path !== 'string' || !path.split('/').some((part) => part === noun || alsoAbout[noun]?.includes(part)))
        return false
      const asked = (input as { params?: { mesh?: string } } | undefined)?.params?.mesh // our own keys, see query.ts
      return mesh === undefined || asked === undefined || asked === mesh
    },
  })
}
