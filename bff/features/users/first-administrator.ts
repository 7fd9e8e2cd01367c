import { instantOf } from '#shared/contract/instant.ts'
import type { User } from '#shared/features/users/model.ts'
import { record } from '../../audit/audit.ts'
import { theConsole } from '../../audit/doer.ts'
import { accountsIn } from '../../store/accounts.ts'
import type { Database } from '../../store/database.ts'
import { hashPassword } from '../../store/password.ts'

/**
 * Makes the account through which all others are made, while nobody administers the console. Answers whether it did;
 * throws where the name belongs to somebody else, whose password is not replaced behind their back.
 */
export async function makeFirstAdministrator(
  database: Database,
  { name, password }: { name: string; password: string },
): Promise<boolean> {
  const accounts = accountsIn(database)
  if ((await accounts.administrators()).length > 0) return false
  const everywhere = { mesh: '*', namespace: '*', environment: '*', service: '*', tenant: '*' }
  const user: User = {
    name,
    disabled: false,
    bindings: [{ role: 'administrator', ...everywhere }],
    createdAt: instantOf(Date.now()),
    revision: 1,
  }
  const hash = await hashPassword(password)
  const isMade = await database.transaction().execute(async (transaction) => {
    if (!(await accountsIn(transaction).add(user, hash))) return false
    const { bindings } = user
    await record(transaction, {
      event: 'user-created',
      by: theConsole,
      object: { kind: 'user', id: name },
      details: { bindings },
    })
    return true
  })
  if (isMade) return true
  if ((await accounts.administrators()).length > 0) return false // another copy was quicker
  throw new Error(`The first administrator cannot be made: the name ${name} is taken by an account that is none.`)
}
