import type { Message } from '#shared/problems/messages.ts'

type Catalog = (code: string) => Message | undefined

let catalog: Catalog = () => undefined

/** Loads what the server can say, beside the program and not in it; before the first page is drawn. */
export async function loadSentences(): Promise<void> {
  catalog = (await import('#shared/problems/catalog.ts')).messageOf
}

/** The message of a code; undefined for one that may come from a newer server. */
export const messageOf: Catalog = (code) => catalog(code)
