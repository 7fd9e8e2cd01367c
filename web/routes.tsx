import type { ComponentType } from 'react'
import { createBrowserRouter, type LoaderFunctionArgs, redirect, type RouteObject } from 'react-router'
import { listMeshes } from '#shared/features/meshes/api.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import { RefusedRequest } from './api/call.ts'
import { query, queryClient } from './api/query.ts'
import { onSessionLost } from './api/session-loss.ts'
import { sessionQuery } from './api/session.ts'
import { calls, change, drift, overview, revisions, service, timeline, topology } from './composed-pages.tsx'
import { wordsOfPages } from './i18n/language.ts'
import type { PageScope } from './mesh/page-scope.ts'
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
const webhooks = async () => ({ Component: (await import('./features/webhooks/WebhooksPage.tsx')).WebhooksPage })
const account = async () => ({ Component: (await import('./features/account/AccountPage.tsx')).AccountPage })

type LoadPage = () => Promise<{ Component: ComponentType }>

/** A page that is loaded when it is visited, its words with it, and what of the scope it is about. */
const page = (path: string, load: LoadPage, scope?: PageScope): RouteObject => ({
  path,
  lazy: async () => (await Promise.all([load(), wordsOfPages()]))[0],
  handle: scope,
})

/** The page that most people see first: its words are there. */
const firstPage = (path: string, load: LoadPage, scope: PageScope): RouteObject => ({ path, lazy: load, handle: scope })

const listOf = (kind: PolicyKind) => (mesh: string) => paths.policies(mesh, kind)

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
          firstPage(patterns.overview, overview, { at: paths.overview, namespace: true, window: true }),
          page(patterns.topology, topology, { at: paths.topology, namespace: true, window: true }),
          page(patterns.services, services, { at: paths.services, namespace: true, window: true }),
          page(patterns.service, service, { at: paths.services, namespace: true, window: true }),
          page(patterns.policies('authorizations'), authorizations, {
            at: listOf('authorizations'),
            namespace: true,
            window: true,
          }),
          page(patterns.policyTransfer, policyTransfer, { at: paths.policyTransfer }),
          page(patterns.calls, calls, { at: paths.calls, namespace: true, window: true }),
          ...policyPages.flatMap(({ kind, list, editor, windowed = [] }) => [
            page(patterns.policies(kind), async () => ({ Component: await list() }), {
              at: listOf(kind),
              namespace: true,
              ...(windowed.includes('list') && { window: true }),
            }),
            page(patterns.policy(kind), async () => ({ Component: await editor() }), {
              at: listOf(kind),
              namespace: true,
              ...(windowed.includes('editor') && { window: true }),
            }),
          ]),
          { path: patterns.policy('instance-status'), loader: statusPage },
          page(patterns.inbox, inbox),
          page(patterns.changes, changes, { at: paths.changes, namespace: true }),
          page(patterns.drift, drift, { at: paths.drift, namespace: true }),
          page(patterns.revisions, revisions, { at: paths.revisions, namespace: true }),
          page(patterns.timeline, timeline, { at: paths.revisions, namespace: true }),
          page(patterns.change, change),
          page(patterns.meshes, meshes),
          page(patterns.access, access),
          page(patterns.person, person),
          page(patterns.environments, environments),
          page(patterns.freezes, freezes),
          page(patterns.audit, audit),
          page(patterns.webhooks, webhooks),
          page(patterns.account, account),
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
