export type Side = 'theirs' | 'mine'

/** What a contested field was answered with; `own`: a third value, typed in. */
export type Answer = Side | 'own'

/** What became of three versions of a form: the agreed one, what only they changed, and what both changed apart. */
export interface Merge<Form> {
  form: Form
  takenOver: (keyof Form)[]
  asked: (keyof Form)[]
}

/** Whether two values of a form say the same. */
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Merges what two people made of the same form, field by field. What only one of them changed is taken; what both changed to
 * different values is asked for, and stays mine until theirs or a value of one's own is chosen.
 */
export function mergeForms<Form extends object>(
  { base, theirs, mine }: Record<'base' | Side, Form>,
  chosen: Partial<Record<keyof Form, Answer>> = {},
  own: Partial<Form> = {},
): Merge<Form> {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])] as (keyof Form)[] // keys of forms
  const moved = keys.filter((key) => !same(theirs[key], base[key]) && !same(theirs[key], mine[key]))
  const takenOver = moved.filter((key) => same(mine[key], base[key]))
  const asked = moved.filter((key) => !takenOver.includes(key))
  const fromThem = new Set([...takenOver, ...asked.filter((key) => chosen[key] === 'theirs')])
  const form = { ...mine }
  for (const key of fromThem) form[key] = theirs[key]
  for (const key of asked) if (chosen[key] === 'own' && key in own) form[key] = own[key] as Form[typeof key] // it is in there
  return { form, takenOver, asked }
}
