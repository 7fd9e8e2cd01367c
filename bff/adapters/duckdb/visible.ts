import { seesAll, type Grant, type Visibility } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import { microsOf } from '#shared/contract/instant.ts'
import { allOf, anyOf, joined, literalLike, raw, type Sql, sql } from './sql.ts'

/** A name pattern of a grant as a condition on a column; absent names are seen only where every name is. */
function named(column: string, pattern: string): Sql {
  if (pattern === '*') return raw('TRUE')
  if (!pattern.includes('*')) return sql`${raw(column)} = ${pattern}`
  const like = pattern.split('*').map(literalLike).join('%')
  return sql`${raw(column)} LIKE ${like} ESCAPE '\\'`
}

const endOf = (end: 'caller' | 'callee', grant: Grant): Sql =>
  allOf([raw(`${end} IS NOT NULL`), named(`${end}_ns`, grant.namespace), named(end, grant.service)])

/** True where an end's name may be shown, whoever's call it is; never null. */
export function endSeen(end: 'caller' | 'callee', visibility: Visibility): Sql {
  if (visibility.grants.some(({ namespace, service }) => namespace === '*' && service === '*')) return raw('TRUE')
  return sql`coalesce(${anyOf(visibility.grants.map((grant) => endOf(end, grant)))}, FALSE)`
}

/** A call is seen if its caller or its callee is, and its tenant. */
function callSeen(visibility: Visibility): Sql {
  if (seesAll(visibility)) return raw('TRUE')
  return anyOf(
    visibility.grants.map((grant) =>
      allOf([
        named('tenant', grant.tenant),
        grant.namespace === '*' && grant.service === '*'
          ? raw('TRUE')
          : anyOf([endOf('caller', grant), endOf('callee', grant)]),
      ]),
    ),
  )
}

/** The calls of a window that the reader may see, as conditions on `call`. */
export const seenIn = (window: Window, visibility: Visibility): Sql =>
  joined(
    [
      sql`mesh = ${visibility.mesh}`,
      sql`at_us >= ${microsOf(window.from)}::BIGINT`,
      sql`at_us < ${microsOf(window.to)}::BIGINT`,
      callSeen(visibility),
    ],
    ' AND ',
  )
