import { createBrowserRouter, type LoaderFunctionArgs, redirect } from 'react-router'
import { listMeshes } from '#shared/features/meshes/api.ts'
import { RefusedRequest } from './api/call.ts'
import { query, queryClient } from './api/query.ts'
import { onSessionLost } from './api/session-loss.ts'
import { sessionQuery } from './api/session.ts'
import { lastMesh } from './mesh/scope.ts'
import { paths, patterns } from './paths.ts'
import { Shell } from './shell/Shell.tsx'
import { NotFound, RouteError } from './ui/states/RouteError.tsx'

/** Lets only signed-in people further; others sign in first and come back here. */
async function signedIn({ request }: LoaderFunctionArgs) {
  try {
    return await queryClient.ensureQueryData(sessionQuery())
  } catch (error) {
    if (!(error instanceof RefusedRequest) || error.code !== 'signed-out') throw error
    const { pathname, search } = new URL(request.url)
    throw redirect(paths.signIn(pathname === '/' ? '' : pathname + search))
  }
}

/** The front door: the overview of the mesh that was looked at last, or the meshes where there is none. */
async function home() {
  const { meshes } = await queryClient.ensureQueryData(query(listMeshes, {}))
  const mesh = meshes.find(({ name }) => name === lastMesh()) ?? meshes[0]
  return redirect(mesh ? paths.overview(mesh.name) : paths.meshes())
}

export const router = createBrowserRouter([
  {
    path: patterns.signIn,
    ErrorBoundary: RouteError,
    lazy: async () => ({ Component: (await import('./features/session/SignInPage.tsx')).SignInPage }),
  },
  {
    path: '/',
    loader: signedIn,
    Component: Shell,
    ErrorBoundary: RouteError,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          { index: true, loader: home },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
])

onSessionLost(() => {
  const { pathname, search } = router.state.location
  if (pathname === patterns.signIn) return
  queryClient.clear()
  void router.navigate(paths.signIn(pathname + search))
})
