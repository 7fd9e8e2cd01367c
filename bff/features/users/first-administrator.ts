import { instantOf } from '#shared/contract/instant.ts'
import type { User } from '#shared/features/users/model.ts'
import type { Accounts } from '../../store/accounts.ts'
import { hashPassword } from '../../store/password.ts'

/**
 * Makes the account through which all others are made, while nobody administers the console. Answers whether it did;
 * throws where the name belongs to somebody else, whose password is not replaced behind their back.
 */
export async function makeFirstAdministrator(
  accounts: Accounts,
  { name, password }: { name: string; password: string },
): Promise<boolean> {
  if ((await accounts.administrators()).length > 0) return false
  const everywhere = { mesh: '*', namespace: '*', environment: '*', service: '*', tenant: '*' }
  const user: User = {
    name,
    disabled: false,
    bindings: [{ role: 'administrator', ...everywhere }],
    createdAt: instantOf(Date.now()),
    revision: 1,
  }
  if (await accounts.add(user, await hashPassword(password))) return true
  if ((await accounts.administrators()).length > 0) return false // another copy was quicker
  throw new Error(`The first administrator cannot be made: the name ${name} is taken by an account that is none.`)
}
