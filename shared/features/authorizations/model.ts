import { z } from 'zod'
import { Traffic } from '../../mesh/health.ts'

/** A service by its place in the mesh, a client or an external name by its label, or a far end that may not be seen. */
export const MatrixEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('service'), namespace: z.string(), name: z.string() }),
  z.object({ kind: z.literal('client'), name: z.string() }),
  z.object({ kind: z.literal('external'), name: z.string() }),
  z.object({ kind: z.literal('hidden') }),
])
export type MatrixEnd = z.infer<typeof MatrixEnd>

/** Calls that one end made to another in the window, all versions together. */
export const MatrixCell = z.object({ caller: MatrixEnd, callee: MatrixEnd, traffic: Traffic })
export type MatrixCell = z.infer<typeof MatrixCell>

/** One text per end, for keys of rows and columns. */
export const endKey = (end: MatrixEnd): string =>
  end.kind === 'service'
    ? `service ${end.namespace}/${end.name}`
    : end.kind === 'hidden'
      ? 'hidden'
      : `${end.kind} ${end.name}`
