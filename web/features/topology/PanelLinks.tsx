import { useTranslation } from 'react-i18next'
import type { TopologyNode } from '#shared/features/topology/model.ts'
import { healthLimits } from '#shared/mesh/health.ts'
import { failedShare } from '#shared/mesh/traffic.ts'
import { useMay } from '../../api/session.ts'
import { useMesh } from '../../mesh/scope.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { ButtonLink } from './ButtonLink.tsx'
import type { Selection } from './selection.ts'

/** Where to go from what is open: its calls, its service, the rule that sends calls there. */
export function PanelLinks({ selection }: { selection: Selection }) {
  const { t } = useTranslation('topology')
  const mesh = useMesh()
  const mayCalls = useMay('calls:read')
  const mayWrite = useMay('route-rules:write')
  const called = selection.kind === 'edge' ? selection.to : selection.node
  const traffic =
    selection.kind === 'edge'
      ? selection.edge.traffic
      : selection.kind === 'version'
        ? selection.version.traffic
        : selection.node.traffic
  const filter = callFilter(selection)
  const fails = traffic !== undefined && failedShare(traffic) >= healthLimits.degraded

  return (
    <>
      {mayCalls && filter && (
        <ButtonLink primary to={`${paths.calls(mesh)}?${filter}${fails ? '&outcome=failed' : ''}`}>
          {fails ? t('panel.openFailed') : t('panel.openCalls')}
        </ButtonLink>
      )}
      {called.service && <ButtonLink to={paths.service(called.service)}>{t('panel.openService')}</ButtonLink>}
      {called.service && mayWrite && (
        <ScopeLink to={paths.policy(called.service, 'route-rules', 'app')}>{t('panel.editRule')}</ScopeLink>
      )}
    </>
  )
}

/** The filter of call records for what is open; undefined where nothing may be asked. */
function callFilter(selection: Selection): URLSearchParams | undefined {
  if (selection.kind !== 'edge') {
    const { node } = selection
    if (node.kind === 'hidden') return undefined
    if (node.kind === 'client') return new URLSearchParams({ client: node.name })
    const version = selection.kind === 'version' ? { version: selection.version.version } : {}
    return new URLSearchParams({ callee: node.name, ...version })
  }
  const { edge, from, to } = selection
  const version = edge.version === undefined ? {} : { version: edge.version }
  return new URLSearchParams({ ...asCaller(from), ...(to.kind === 'hidden' ? {} : { callee: to.name }), ...version })
}

const asCaller = (node: TopologyNode): Record<string, string> => {
  if (node.kind === 'client') return { client: node.name }
  return node.kind === 'hidden' ? {} : { caller: node.name }
}
