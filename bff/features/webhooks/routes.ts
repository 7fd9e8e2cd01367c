import * as api from '#shared/features/webhooks/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type WebhookDeps, sendAgain, sendTest, webhooksNow } from './service.ts'
import { deliveries } from './store.ts'

/** Serves how webhooks fare, and lets people send to them by hand. */
export function webhookRoutes(routes: Routes, deps: WebhookDeps): void {
  serve(routes, api.listWebhooks, async () => ({ webhooks: await webhooksNow(deps) }))

  serve(routes, api.listDeliveries, ({ query: { cursor, limit, ...filter } }) =>
    deliveries(deps.database, filter, { cursor, limit }),
  )

  serve(routes, api.sendAgain, ({ params, actor }) => sendAgain(deps, params.number, actor))

  serve(routes, api.testWebhook, ({ params, actor }) => sendTest(deps, params.name, actor))
}
