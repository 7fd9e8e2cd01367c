import { type Environment, environmentAt } from '#shared/features/environments/model.ts'
import { ReviewNeed } from '#shared/features/changes/review.ts'
import type { ChangeState } from '#shared/features/changes/model.ts'
import { z } from 'zod'
import { idOf } from './change-id.ts'
import { policyOfKey } from './policy-key.ts'
import type { Changes } from './tables.ts'

/** States in which a request still may change its policies, or stands half done. */
const open = [
  'draft',
  'in_review',
  'changes_requested',
  'approved',
  'scheduled',
  'suspended',
  'applying',
  'partially_applied',
  'reverting',
] as const satisfies ChangeState[]

/** Every request's number, newest first, with the policies that it touches. */
export async function changeIndex(
  database: Changes,
  state?: ChangeState,
): Promise<{ number: number; policies: string[] }[]> {
  let query = database
    .selectFrom('change_request')
    .innerJoin('change_step', 'change_step.change_number', 'change_request.number')
    .select(['number', 'policy'])
    .orderBy('number', 'desc')
  if (state) query = query.where('change_request.state', '=', state)
  const groups = Map.groupBy(await query.execute(), (row) => row.number)
  return [...groups].map(([number, rows]) => ({ number, policies: rows.map((row) => row.policy) }))
}

/** Requests that touch a policy and are not done with it. */
export async function openChangesOf(database: Changes, policy: string): Promise<{ id: string; author: string }[]> {
  const rows = await database
    .selectFrom('change_request')
    .innerJoin('change_step', 'change_step.change_number', 'change_request.number')
    .select(['number', 'author'])
    .where('policy', '=', policy)
    .where('change_request.state', 'in', open)
    .orderBy('number')
    .execute()
  return rows.map(({ number, author }) => ({ id: idOf(number), author }))
}

/** Numbers of the requests whose writing has begun and not ended. */
export async function interruptedChanges(database: Changes): Promise<{ id: string; mesh: string }[]> {
  const rows = await database
    .selectFrom('change_request')
    .select(['number', 'mesh'])
    .where('state', '=', 'applying')
    .orderBy('number')
    .execute()
  return rows.map(({ number, mesh }) => ({ id: idOf(number), mesh }))
}

/** Applied requests that still wait for evidence. */
export async function changesToProve(database: Changes): Promise<string[]> {
  const rows = await database
    .selectFrom('change_request')
    .select('number')
    .where('prove_until', 'is not', null)
    .execute()
  return rows.map((row) => idOf(row.number))
}

interface Lying {
  environment: string
  environments: readonly Environment[]
}

/** Requests that are not done and have a policy in an environment, or were asked for its approvals; the oldest first. */
export async function openChangesIn(database: Changes, { environment, environments }: Lying): Promise<string[]> {
  const rows = await database
    .selectFrom('change_request')
    .innerJoin('change_step', 'change_step.change_number', 'change_request.number')
    .select(['number', 'policy', 'needs'])
    .where('change_request.state', 'in', open)
    .orderBy('number')
    .execute()
  const inside = rows.filter(
    ({ policy, needs }) =>
      environmentAt(environments, policyOfKey(policy))?.name === environment ||
      z
        .array(ReviewNeed)
        .parse(JSON.parse(needs))
        .some((need) => need.environment === environment),
  )
  return [...new Set(inside.map(({ number }) => idOf(number)))]
}
