import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { noteChange } from './audit.ts'
import { moveChange } from './change-progress.ts'
import { type Pipeline, currentChange } from './pipeline.ts'
import type { RevertDeps } from './reverting.ts'
import type { Running } from './running.ts'
import { after } from './state.ts'

/** What the console does with an inverse of its own that could not be written: whoever ends a change goes on with that. */
export function inverses({ database }: Pipeline, { run }: Running): Pick<RevertDeps, 'goOnWith' | 'letGo'> {
  return {
    async goOnWith(seen, beside) {
      const change = await database.transaction().execute(async (transaction) => {
        const event = after(seen.state, 'continue') === undefined ? 'retry' : 'continue'
        // Somebody else went on with it, and says what came of that.
        if (!(await moveChange(transaction, seen, event))) return undefined
        await beside(transaction)
        const begun = await currentChange(transaction, seen.id)
        await noteChange(transaction, 'change-retried', begun)
        return begun
      })
      if (change) await run(change)
    },

    async letGo(seen: ChangeRequest) {
      await database.transaction().execute(async (transaction) => {
        if (!(await moveChange(transaction, seen, 'withdraw'))) return
        await noteChange(transaction, 'change-withdrawn', await currentChange(transaction, seen.id))
      })
    },
  }
}
