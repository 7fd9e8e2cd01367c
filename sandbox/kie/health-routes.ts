import { answer, notImplemented, text } from '../http/answer.ts'
import { route, type Route } from '../http/router.ts'
import { json } from './answers.ts'
import type { KieContext } from './context.ts'
import { DOMAIN } from './kv-store.ts'

export const KIE_VERSION = '0.2.0-sandbox'

/** Source: Kie, server/resource/v1/admin_resource.go and server/metrics/prometheus.go. */
export function healthRoutes({ store, now }: KieContext): Route[] {
  return [
    route('GET', '/v1/health', ({ query }) => {
      if (query.get('mode') === 'liveness') return answer(200, {})
      return json({
        version: KIE_VERSION,
        revision: String(store.revision),
        timestamp: Math.floor(now() / 1000),
        total_kv_count: store.size,
      })
    }),

    route('GET', '/metrics', () =>
      text(
        200,
        [
          '# TYPE servicecomb_kie_config_count gauge',
          ...store
            .projects()
            .map(
              ({ project, count }) =>
                `servicecomb_kie_config_count{domain="${DOMAIN}",project=${JSON.stringify(project)}} ${count}`,
            ),
          '',
        ].join('\n'),
      ),
    ),

    route('GET', '/apidocs.json', () => notImplemented('The sandbox has no OpenAPI document of Kie.')),
  ]
}
