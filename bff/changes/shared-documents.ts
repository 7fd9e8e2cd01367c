import { z } from 'zod'
import { ChangeEdit } from '#shared/features/changes/model.ts'
import { NativeDocument, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { idOf } from './change-id.ts'
import { addressOf, normalForm } from './normal-form.ts'
import { type Seen, revisionsOf } from './revisions.ts'
import type { Changes } from './tables.ts'

/** What our last write to another policy left: its documents, and those that it took away. */
interface Trace {
  author: string
  change: string
  at: string
  left: ReadonlySet<string>
  taken: ReadonlySet<string>
}

/**
 * The change of ours that made a policy what it is by writing another policy with which it shares documents; undefined where something
 * of it was made by nobody here. Retries and load balancing of one service are such a pair, and so is all that is for one match group.
 */
export async function madeBeside(
  database: Changes,
  { ref, policy }: Seen,
): Promise<{ author: string; change: string } | undefined> {
  const [newest] = (await revisionsOf(database, ref, { limit: 1 })).revisions
  const [before, now] = [newest?.native ?? [], policy?.native ?? []]
  const known = new Set(before.map(normalForm))
  const there = new Set(now.map(addressOf))
  const changed = now.map(normalForm).filter((document) => !known.has(document))
  const gone = before.map(addressOf).filter((address) => !there.has(address))

  const traces = await tracesBeside(database, ref)
  const makers = [
    ...changed.map((document) => traces.find(({ left }) => left.has(document))),
    ...gone.map((address) => traces.find(({ taken }) => taken.has(address))),
  ]
  if (makers.length === 0 || makers.includes(undefined)) return undefined
  const [last] = makers.flatMap((maker) => maker ?? []).toSorted((one, other) => (one.at < other.at ? 1 : -1))
  return last && { author: last.author, change: last.change }
}

/** What our last writes to the other policies of the same readers left, the newest first. */
async function tracesBeside(database: Changes, ref: PolicyRef): Promise<Trace[]> {
  const begin = `${ref.mesh}/${ref.namespace}`
  const rows = await database
    .selectFrom('policy_revision as own')
    .leftJoin('policy_revision as earlier', (join) =>
      join.onRef('earlier.policy', '=', 'own.policy').onRef('earlier.number', '=', (row) => row('own.number', '-', 1)),
    )
    .leftJoin('change_request as maker', 'maker.number', 'own.change_number')
    .select([
      'own.policy',
      'own.author',
      'own.change_number',
      'own.at',
      'own.native',
      'earlier.native as before',
      'maker.edits',
    ])
    // All keys that begin so and with a slash: the next character is the nought.
    .where('own.policy', '>=', `${begin}/`)
    .where('own.policy', '<', `${begin}0`)
    .where('own.policy', '!=', policyKey(ref))
    .where('own.origin', '=', 'meshdeck')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('policy_revision as later')
            .select('later.number')
            .whereRef('later.policy', '=', 'own.policy')
            .whereRef('later.number', '>', 'own.number'),
        ),
      ),
    )
    .orderBy('own.at', 'desc')
    .execute()
  return rows.map(({ policy, author, change_number: change, at, native, before, edits }) => {
    const documents = [...documentsIn(native), ...remainderIn(edits ?? '[]', policy)]
    const addresses = new Set(documents.map(addressOf))
    return {
      author: author ?? '',
      change: idOf(change ?? 0),
      at,
      left: new Set(documents.map(normalForm)),
      taken: new Set(
        documentsIn(before ?? '[]')
          .map(addressOf)
          .filter((address) => !addresses.has(address)),
      ),
    }
  })
}

/** What a change that deleted a policy left of its documents to others. */
const remainderIn = (json: string, policy: string): NativeDocument[] =>
  z
    .array(ChangeEdit)
    .parse(JSON.parse(json))
    .find(({ ref }) => policyKey(ref) === policy)?.remainder ?? []

const documentsIn = (json: string): NativeDocument[] => z.array(NativeDocument).parse(JSON.parse(json))
