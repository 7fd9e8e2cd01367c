import type { firstEn } from './en-first.ts'
import type { Translation } from './translation.ts'
import { access } from './zh-CN/access.ts'
import { changes } from './zh-CN/changes.ts'
import { drift } from './zh-CN/drift.ts'
import { inbox } from './zh-CN/inbox.ts'
import { meshes } from './zh-CN/meshes.ts'
import { overview } from './zh-CN/overview.ts'
import { policyNames } from './zh-CN/policy-names.ts'
import { policyTransfer } from './zh-CN/policy-transfer.ts'
import { revisions } from './zh-CN/revisions.ts'
import { session } from './zh-CN/session.ts'
import { shell } from './zh-CN/shell.ts'
import { ui } from './zh-CN/ui.ts'

/** Chinese words of what is drawn first: the frame around every page, the sign-in and the overview. */
export const firstZhCN: Translation<typeof firstEn> = {
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
