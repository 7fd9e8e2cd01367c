import {
  Boxes,
  Bug,
  Gauge,
  GitCompareArrows,
  GitPullRequest,
  Layers,
  History,
  List,
  type LucideIcon,
  Network,
  Repeat2,
  Scale,
  ScrollText,
  Shield,
  ShieldCheck,
  Snowflake,
  Split,
  Timer,
  Waypoints,
  Webhook,
  Zap,
} from 'lucide-react'
import type { Permission } from '#shared/access/permission.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import { paths } from '../paths.ts'

/** A page that the navigation, the palette and the keys lead to. */
export interface ShellPage {
  key:
    | 'overview'
    | 'topology'
    | 'services'
    | PolicyKind
    | 'calls'
    | 'changes'
    | 'drift'
    | 'revisions'
    | 'meshes'
    | 'environments'
    | 'access'
    | 'freezes'
    | 'auditLog'
    | 'webhooks'
  icon: LucideIcon
  permission: Permission
  /** Second letter after `g`. */
  letter?: string
  /** Undefined while no mesh is known that the page could be about. */
  path: (mesh: string | undefined) => string | undefined
}

type Group = 'traffic' | 'audit' | 'platform' | undefined

const ofMesh = (path: (mesh: string) => string) => (mesh: string | undefined) => mesh && path(mesh)

const policies = (kind: PolicyKind, icon: LucideIcon): ShellPage => ({
  key: kind,
  icon,
  permission: `${kind}:read`,
  path: ofMesh((mesh) => paths.policies(mesh, kind)),
})

/** Every page in the order of the navigation, by group. */
export const pageGroups: readonly { key: string; title: Group; pages: readonly ShellPage[] }[] = [
  {
    key: 'see',
    title: undefined,
    pages: [
      { key: 'overview', icon: Gauge, permission: 'services:read', letter: 'o', path: ofMesh(paths.overview) },
      { key: 'topology', icon: Waypoints, permission: 'services:read', letter: 't', path: ofMesh(paths.topology) },
      { key: 'services', icon: Boxes, permission: 'services:read', letter: 's', path: ofMesh(paths.services) },
    ],
  },
  {
    key: 'traffic',
    title: 'traffic',
    // A further kind of policy is a line here.
    pages: [
      policies('route-rules', Split),
      policies('rate-limits', Timer),
      policies('circuit-breakers', Zap),
      policies('load-balancing', Scale),
      policies('retries', Repeat2),
      policies('faults', Bug),
      policies('authorizations', ShieldCheck),
    ],
  },
  {
    key: 'audit',
    title: 'audit',
    pages: [{ key: 'calls', icon: List, permission: 'calls:read', letter: 'c', path: ofMesh(paths.calls) }],
  },
  {
    key: 'changes',
    title: undefined,
    pages: [
      { key: 'changes', icon: GitPullRequest, permission: 'changes:read', letter: 'm', path: () => paths.changes() },
      { key: 'drift', icon: GitCompareArrows, permission: 'drift:read', letter: 'd', path: ofMesh(paths.drift) },
      { key: 'revisions', icon: History, permission: 'changes:read', letter: 'h', path: ofMesh(paths.revisions) },
    ],
  },
  {
    key: 'platform',
    title: 'platform',
    pages: [
      { key: 'meshes', icon: Network, permission: 'meshes:read', path: paths.meshes },
      { key: 'environments', icon: Layers, permission: 'environments:read', path: paths.environments },
      { key: 'access', icon: Shield, permission: 'users:read', path: paths.access },
      { key: 'freezes', icon: Snowflake, permission: 'freezes:read', path: paths.freezes },
      { key: 'auditLog', icon: ScrollText, permission: 'audit:read', path: paths.audit },
      { key: 'webhooks', icon: Webhook, permission: 'webhooks:read', path: paths.webhooks },
    ],
  },
]

export const pages: readonly ShellPage[] = pageGroups.flatMap((group) => group.pages)
