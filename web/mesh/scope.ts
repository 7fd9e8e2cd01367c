import { useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { SlidingWindow, type WindowQuery } from '#shared/contract/window.ts'
import { listMeshes } from '#shared/features/meshes/api.ts'
import { query } from '../api/query.ts'

const lastMeshKey = 'meshdeck.mesh'
const carriedNames = ['namespace', 'last', 'from', 'to'] as const

/** The connected meshes; undefined until they are known. */
export const useMeshes = () => useQuery(query(listMeshes, {})).data?.meshes

/** The mesh of the page, else the one that was looked at last, else the first; undefined where none is known. */
export function useMeshName(): string | undefined {
  const { mesh } = useParams()
  const meshes = useMeshes()
  const last = localStorage.getItem(lastMeshKey)
  return mesh ?? meshes?.find(({ name }) => name === last)?.name ?? meshes?.[0]?.name
}

/** Remembers which mesh to return to from pages that belong to none. */
export const rememberMesh = (mesh: string): void => localStorage.setItem(lastMeshKey, mesh)

/** The mesh that was looked at last in this browser. */
export const lastMesh = (): string | null => localStorage.getItem(lastMeshKey)

/** Mesh of a page whose address has one. */
export function useMesh(): string {
  const { mesh } = useParams()
  if (mesh === undefined) throw new Error('this page’s address has no :mesh')
  return mesh
}

/** The window that the address holds, ready for a query; nothing means the last 15 minutes. */
export function useWindow(): WindowQuery {
  return windowOf(useSearchParams()[0])
}

/** Reads the window out of an address; what is not one is left out. */
export function windowOf(search: URLSearchParams): WindowQuery {
  const [from, to] = [search.get('from'), search.get('to')]
  if (from && to) return { from, to }
  const last = SlidingWindow.safeParse(search.get('last'))
  return last.success ? { last: last.data } : {}
}

/** Window and, where one is chosen, namespace: the query of most endpoints. */
export function useScopeQuery(): WindowQuery & { namespace?: string } {
  const [search] = useSearchParams()
  const namespace = search.get('namespace')
  return { ...windowOf(search), ...(namespace ? { namespace } : {}) }
}

/** Adds the window and the namespace of this page to another address of the console. */
export function useCarried(): (path: string) => string {
  const [search] = useSearchParams()
  return (path) => {
    const [pathname = '', own = ''] = path.split('?')
    const carried = new URLSearchParams(own)
    for (const name of carriedNames) {
      const value = search.get(name)
      if (value !== null && !carried.has(name)) carried.set(name, value)
    }
    return carried.size > 0 ? `${pathname}?${carried}` : pathname
  }
}

/** Changes values of the address in place; `null` removes. The rest of the address stays. */
export function useAddressValues(): [URLSearchParams, (values: Record<string, string | null>) => void] {
  const [search, setSearch] = useSearchParams()
  const set = (values: Record<string, string | null>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(values)) {
          if (value === null) after.delete(name)
          else after.set(name, value)
        }
        return after
      },
      { replace: true },
    )
  return [search, set]
}
