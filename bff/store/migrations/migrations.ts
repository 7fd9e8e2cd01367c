import type { Migration } from '../migrate.ts'
import { access } from './access.ts'
import { audit } from './audit.ts'
import { changes } from './changes.ts'
import { environmentBindings } from './environment-bindings.ts'
import { draftTexts } from './draft-texts.ts'
import { drift } from './drift.ts'
import { driftReverts } from './drift-reverts.ts'
import { freeFreezes } from './free-freezes.ts'
import { freezes } from './freezes.ts'
import { inbox } from './inbox.ts'
import { policyWatch } from './policy-watch.ts'
import { resentDeliveries } from './resent-deliveries.ts'
import { reviews } from './reviews.ts'
import { rounds } from './rounds.ts'
import { routeNames } from './route-names.ts'
import { timedReverts } from './timed-reverts.ts'
import { topics } from './topics.ts'
import { webhookBacklog } from './webhook-backlog.ts'
import { webhooks } from './webhooks.ts'

/** Every step in the order in which it runs; a new one is a file beside this and a line at the end. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-topics': topics,
  '002-access': access,
  '003-changes': changes,
  '004-route-names': routeNames,
  '005-timed-reverts': timedReverts,
  '006-policy-watch': policyWatch,
  '007-environment-bindings': environmentBindings,
  '008-drift': drift,
  '009-audit': audit,
  '010-reviews': reviews,
  '011-draft-texts': draftTexts,
  '012-freezes': freezes,
  '013-drift-reverts': driftReverts,
  '014-rounds': rounds,
  '015-webhooks': webhooks,
  '016-inbox': inbox,
  '017-free-freezes': freeFreezes,
  '018-webhook-backlog': webhookBacklog,
  '019-resent-deliveries': resentDeliveries,
}
