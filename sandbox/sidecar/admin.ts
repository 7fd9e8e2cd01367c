import type { Governance } from './governance.ts'
import type { Call, Reply } from './http-call.ts'
import type { Identity } from './identity.ts'
import { json, text } from './listener.ts'

const base = '/v1/mesher'

/** Mesher's admin listener (servicecomb.md 4.6). */
export function adminAnswers(
  identity: Identity,
  routes: Pick<Governance, 'rules'>,
  metrics: () => string,
): (call: Call) => Reply {
  const { service, version } = identity
  return ({ method, path }) => {
    if (method !== 'GET') return text(405, 'Method Not Allowed')
    if (path.startsWith(`${base}/routeRule/`))
      return rulesOf(decodeURIComponent(path.slice(`${base}/routeRule/`.length)))
    switch (path) {
      case `${base}/version`:
        return json(200, { version: '', commit: '', built: '', 'Go-Chassis': '' })
      case `${base}/health`:
        return json(200, { serviceName: service, version, status: 'green', connectedMonitoring: false, error: '' })
      case `${base}/metrics`:
        return text(200, metrics(), 'text/plain; version=0.0.4')
      default:
        return text(404, '404: Page Not Found')
    }
  }

  function rulesOf(called: string): Reply {
    const rules = routes.rules(called)
    if (!rules) return text(404, `"${called} routeRule not found"`, 'text/vnd.yaml')
    const shown = rules.map(({ precedence, route, match }) => ({
      precedence,
      route: route.map(({ tags, weight }) => ({ tags, weight, Label: '' })),
      match,
    }))
    return text(200, JSON.stringify(shown), 'text/vnd.yaml')
  }
}
