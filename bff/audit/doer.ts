/** Where a request came from: the client's address as far as trusted proxies tell, and the id under which the log has it. */
export interface Whereabouts {
  readonly address: string
  readonly requestId: string
}

/** Who does something. `name` is null for somebody unknown and for the console itself, which is nowhere. */
export interface Doer {
  readonly name: string | null
  readonly from?: Whereabouts | undefined
}

/** The console, where it acts by itself: at a time that was asked for, or going on with what was interrupted. */
export const theConsole: Doer = { name: null }
