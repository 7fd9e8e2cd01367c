import { access } from './en/access.ts'
import { changes } from './en/changes.ts'
import { drift } from './en/drift.ts'
import { inbox } from './en/inbox.ts'
import { meshes } from './en/meshes.ts'
import { overview } from './en/overview.ts'
import { policyNames } from './en/policy-names.ts'
import { policyTransfer } from './en/policy-transfer.ts'
import { revisions } from './en/revisions.ts'
import { session } from './en/session.ts'
import { shell } from './en/shell.ts'
import { ui } from './en/ui.ts'

/** English words of what is drawn first: the frame around every page, the sign-in and the overview. */
export const firstEn = {
  ui,
  shell,
  session,
  access,
  overview,
  changes,
  inbox,
  meshes,
  revisions,
  policyTransfer,
  policyNames,
  drift,
}
