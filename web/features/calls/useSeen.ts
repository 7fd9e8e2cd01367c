import { type RefObject, useEffect, useEffectEvent } from 'react'

/** Tells whether an element is on the screen, at first and whenever that changes; `margin` in px counts as screen. */
export function useSeen(element: RefObject<HTMLElement | null>, tell: (seen: boolean) => void, margin = 0): void {
  const told = useEffectEvent(tell)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(([entry]) => told(entry?.isIntersecting ?? false), {
      rootMargin: `${margin}px`,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, margin])
}
