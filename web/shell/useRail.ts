import { useState } from 'react'

const key = 'meshdeck.rail'

/** Whether the navigation is folded to a rail, as remembered in this browser. */
export function useRail(): [boolean, (folded: boolean) => void] {
  const [folded, setFolded] = useState(() => localStorage.getItem(key) === 'folded')
  return [
    folded,
    (next) => {
      localStorage.setItem(key, next ? 'folded' : 'open')
      setFolded(next)
    },
  ]
}
