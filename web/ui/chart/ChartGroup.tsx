import { createContext, type ReactNode, useContext, useState } from 'react'

interface Crosshair {
  /** Milliseconds since 1970; undefined while the pointer is elsewhere. */
  at: number | undefined
  show: (at: number | undefined) => void
}

const Shared = createContext<Crosshair | undefined>(undefined)

/** Charts inside show one common crosshair. */
export function ChartGroup({ children }: { children: ReactNode }) {
  const [at, show] = useState<number>()
  return <Shared value={{ at, show }}>{children}</Shared>
}

/** The crosshair of the group, or one of the chart's own. */
export function useCrosshair(): Crosshair {
  const shared = useContext(Shared)
  const [at, show] = useState<number>()
  return shared ?? { at, show }
}
