import { z } from 'zod'

/**
 * One write to a mesh as a command for a shell (bash or any other of its family), for whoever does it without the console. It never holds
 * a credential, and it compares nothing: what it rests on must be looked at before.
 */
export const ManualWrite = z.object({
  /** `create`, `change` and `delete` a document; `set` a value of something that is not a document. */
  act: z.enum(['create', 'change', 'delete', 'set']),
  /** The product that is written to, as people name it. */
  backend: z.string(),
  /** What the document is called there. */
  key: z.string(),
  labels: z.record(z.string(), z.string()),
  /** What must still stand there: the field of the answer to `look`, and its value. Absent where nothing may stand there yet. */
  expects: z.object({ field: z.string(), value: z.string() }).optional(),
  /** The command that shows what stands there now. */
  look: z.string(),
  command: z.string(),
})
export type ManualWrite = z.infer<typeof ManualWrite>
