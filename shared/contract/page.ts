import { z } from 'zod'

/** Where the next page begins; opaque to the reader, valid as long as the same filter is asked. */
export const Cursor = z.string().min(1).max(500)

/** One page of a long list. `total` counts all that match, exactly; `next` is absent on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: Cursor.optional(), total: z.int().nonnegative() })
export interface Page<Item> {
  items: Item[]
  next?: string | undefined
  total: number
}
