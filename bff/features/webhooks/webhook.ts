import type { WebhookEventType } from '#shared/features/webhooks/event.ts'
import type { WebhookName } from '#shared/features/webhooks/model.ts'

/** An address outside that is told of changes. */
export interface DeclaredWebhook {
  readonly name: WebhookName
  readonly url: URL
  /** Each signs what is sent, the newest first; while a secret is replaced there are several. */
  readonly secrets: readonly Buffer[]
  /** What it is told of. */
  readonly events: readonly WebhookEventType[]
}
