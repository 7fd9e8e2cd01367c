import type { RecordedTraits } from '#shared/features/call-handling/recorded.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import { type StoredCall, dropped } from '../../ports/call-records.ts'

/** What is known beside a record. */
interface Beside {
  /** The caller's instance as it is registered now; undefined for one that is gone. */
  callerInstance: Instance | undefined
  /** Personal parameters of queries are masked for others, and so is what could be told by them. */
  mayUnmask: boolean
}

/**
 * What rules can read of a stored call, and what of it nobody recorded: a header that was not looked for, a secret that was dropped, the
 * labels of an instance that is gone. Labels are those of now: a registry keeps no older ones.
 */
export function recordedTraits(call: StoredCall, { callerInstance, mayUnmask }: Beside): RecordedTraits {
  const { headers, withoutHeaders = [], caller, method, url } = call
  const [path, query] = url.split('?', 2)
  const isHeaderKnown = (name: string) =>
    headers[name] === undefined ? withoutHeaders.includes(name) : headers[name] !== dropped
  return {
    call: {
      headers,
      method,
      path,
      ...(query ? { query: Object.fromEntries(new URLSearchParams(query)) } : {}),
      caller: caller?.service,
      callerLabels: callerInstance?.labels,
    },
    isRecorded({ field, name }) {
      if (field === 'header') return isHeaderKnown(name.toLowerCase())
      if (field === 'query') return mayUnmask
      return field !== 'caller-label' || callerInstance !== undefined
    },
  }
}
