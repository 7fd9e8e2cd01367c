import { useEffect, useRef, useState } from 'react'
import { addressOf } from '#shared/contract/endpoint.ts'
import { searchAudit, verifyAudit, VerificationStep } from '#shared/features/audit/api.ts'
import type { AuditVerification } from '#shared/features/audit/model.ts'
import { invalidate } from '../../api/query.ts'

/** How far a walk has come, what it came to, or that it broke off. */
export type Walk =
  | { state: 'walking'; walked: number; of: number }
  | { state: 'done'; verification: AuditVerification }
  | { state: 'failed' }

/** Walks the chain when asked to; the walk ends with the page. */
export function useVerification(): [walk: Walk | undefined, start: () => void] {
  const [walk, setWalk] = useState<Walk>()
  const source = useRef<EventSource>(undefined)
  useEffect(() => () => source.current?.close(), [])

  function start() {
    source.current?.close()
    setWalk({ state: 'walking', walked: 0, of: 0 })
    const events = new EventSource(addressOf(verifyAudit, {}))
    source.current = events
    events.addEventListener('message', ({ data }) => {
      const step = VerificationStep.parse(JSON.parse(String(data)))
      if ('verification' in step) {
        events.close()
        setWalk({ state: 'done', verification: step.verification })
        // The walk itself became an entry.
        void invalidate(searchAudit)
      } else setWalk({ state: 'walking', ...step })
    })
    // The browser would begin again by itself; a walk is asked for by a person.
    events.addEventListener('error', () => {
      events.close()
      setWalk({ state: 'failed' })
    })
  }
  return [walk, start]
}
