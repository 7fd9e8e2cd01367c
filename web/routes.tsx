import { createBrowserRouter, type LoaderFunctionArgs, redirect } from 'react-router'
import { listMeshes } from '#shared/features/meshes/api.ts'
import { RefusedRequest } from './api/call.ts'
import { query, queryClient } from './api/query.ts'
import { onSessionLost } from './api/session-loss.ts'
import { sessionQuery } from './api/session.ts'
import { calls, change, drift, overview, revisions, service, timeline, topology } from './composed-pages.tsx'
import { lastMesh } from './mesh/scope.ts'
import { paths, patterns } from './paths.ts'
import { policyPages } from './policy-pages.tsx'
import { Shell } from './shell/Shell.tsx'
import { NotFound, RouteError } from './ui/states/RouteError.tsx'
import { Skeleton } from './ui/states/Skeleton.tsx'

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
async function home(args: LoaderFunctionArgs) {
  // Loaders run side by side: this one asks nothing for people who still have to sign in.
  await signedIn(args)
  const { meshes } = await queryClient.ensureQueryData(query(listMeshes, {}))
  const mesh = meshes.find(({ name }) => name === lastMesh()) ?? meshes[0]
  return redirect(mesh ? paths.overview(mesh.name) : paths.meshes())
}

/** The status of an instance has no page of its own: it is on its service's. */
const statusPage = ({ params: { mesh = '', namespace = '', service: name = '' } }: LoaderFunctionArgs) =>
  redirect(paths.service({ mesh, namespace, name }))

const authorizations = async () => ({
  Component: (await import('./features/authorizations/AuthorizationsPage.tsx')).AuthorizationsPage,
})
const policyTransfer = async () => ({
  Component: (await import('./features/policy-transfer/PolicyTransferPage.tsx')).PolicyTransferPage,
})
const services = async () => ({ Component: (await import('./features/services/ServicesPage.tsx')).ServicesPage })
const inbox = async () => ({ Component: (await import('./features/inbox/InboxPage.tsx')).InboxPage })
const changes = async () => ({ Component: (await import('./features/changes/ChangesPage.tsx')).ChangesPage })
const meshes = async () => ({ Component: (await import('./features/meshes/MeshesPage.tsx')).MeshesPage })
const access = async () => ({ Component: (await import('./features/users/AccessPage.tsx')).AccessPage })
const person = async () => ({ Component: (await import('./features/users/PersonPage.tsx')).PersonPage })
const environments = async () => ({
  Component: (await import('./features/environments/EnvironmentsPage.tsx')).EnvironmentsPage,
})
const freezes = async () => ({ Component: (await import('./features/freezes/FreezesPage.tsx')).FreezesPage })
const audit = async () => ({ Component: (await import('./features/audit/AuditPage.tsx')).AuditPage })
const account = async () => ({ Component: (await import('./features/account/AccountPage.tsx')).AccountPage })

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
    HydrateFallback: Skeleton,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          { index: true, loader: home },
          { path: patterns.overview, lazy: overview },
          { path: patterns.topology, lazy: topology },
          { path: patterns.services, lazy: services },
          { path: patterns.service, lazy: service },
          { path: patterns.policies('authorizations'), lazy: authorizations },
          { path: patterns.policyTransfer, lazy: policyTransfer },
          { path: patterns.calls, lazy: calls },
          ...policyPages.flatMap(({ kind, list, editor }) => [
            { path: patterns.policies(kind), lazy: async () => ({ Component: await list() }) },
            { path: patterns.policy(kind), lazy: async () => ({ Component: await editor() }) },
          ]),
          { path: patterns.policy('instance-status'), loader: statusPage },
          { path: patterns.inbox, lazy: inbox },
          { path: patterns.changes, lazy: changes },
          { path: patterns.drift, lazy: drift },
          { path: patterns.revisions, lazy: revisions },
          { path: patterns.timeline, lazy: timeline },
          { path: patterns.change, lazy: change },
          { path: patterns.meshes, lazy: meshes },
          { path: patterns.access, lazy: access },
          { path: patterns.person, lazy: person },
          { path: patterns.environments, lazy: environments },
          { path: patterns.freezes, lazy: freezes },
          { path: patterns.audit, lazy: audit },
          { path: patterns.account, lazy: account },
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
