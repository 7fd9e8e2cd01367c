type Listener = () => void
const listeners = new Set<Listener>()

/** Tells whoever listens that the server does not know this browser any more. */
export const loseSession = (): void => listeners.forEach((listener) => listener())

/** Calls back at each loss of the session; returns what ends it. */
export function onSessionLost(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
