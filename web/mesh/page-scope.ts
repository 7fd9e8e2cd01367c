import { useMatches } from 'react-router'

/** What of the scope a page is about: the top bar offers that and nothing else. A route without one is about all meshes at once. */
export interface PageScope {
  /** The page to go to for another mesh or namespace: the same one, or the list above a page that is about one thing of a mesh. */
  at: (mesh: string) => string
  namespace?: true
  window?: true
}

/** The scope that the page's route declares as its `handle`; undefined where the page is about no mesh. */
export const usePageScope = (): PageScope | undefined =>
  useMatches()
    .flatMap(({ handle }) => scopeIn(handle))
    .at(-1)

const scopeIn = (handle: unknown): PageScope[] =>
  // Handles are unknown to the router; ours are written in `routes.tsx`, all of them of this type.
  handle === undefined ? [] : [handle as PageScope]
