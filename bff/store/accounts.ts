import { type RoleBinding, isEverywhere } from '#shared/access/binding.ts'
import { Role } from '#shared/access/role.ts'
import type { User } from '#shared/features/users/model.ts'
import type { Database } from './database.ts'
import { inTransaction } from './in-transaction.ts'

type UserRow = { name: string; password: string; disabled: number; created_at: string; revision: number }
type BindingRow = {
  user_name: string
  position: number
  role: string
  mesh: string
  namespace: string
  environment: string
  service: string
  label_key: string | null
  label_value: string | null
  tenant: string
}
type Tables = { user: UserRow; role_binding: BindingRow }

/** Local accounts with their role bindings. */
export interface Accounts {
  /** By name. */
  list(): Promise<User[]>
  find(name: string): Promise<User | undefined>
  /** The hash of the password; undefined for nobody and for the disabled. */
  passwordOf(name: string): Promise<string | undefined>
  /** False when the name is taken. */
  add(user: User, passwordHash: string): Promise<boolean>
  /** False when another editor got there first, that is unless the stored revision is the one before. */
  replace(user: User): Promise<boolean>
  setPassword(name: string, passwordHash: string): Promise<void>
  /** Names of those who may not sign in any more. */
  disabled(): Promise<string[]>
  /** Names of those who may sign in and are administrators everywhere. */
  administrators(): Promise<string[]>
}

export function accountsIn(database: Database): Accounts {
  const db = database.withTables<Tables>()

  async function list(): Promise<User[]> {
    const rows = await db.selectFrom('user').selectAll().orderBy('name').execute()
    const bindings = await db.selectFrom('role_binding').selectAll().orderBy('position').execute()
    const byUser = Map.groupBy(bindings, (binding) => binding.user_name)
    return rows.map((row) => toUser(row, byUser.get(row.name) ?? []))
  }

  return {
    list,
    async find(name) {
      const row = await db.selectFrom('user').selectAll().where('name', '=', name).executeTakeFirst()
      if (!row) return undefined
      const bindings = db.selectFrom('role_binding').selectAll().where('user_name', '=', name).orderBy('position')
      return toUser(row, await bindings.execute())
    },
    async passwordOf(name) {
      const enabled = db.selectFrom('user').select('password').where('name', '=', name).where('disabled', '=', 0)
      return (await enabled.executeTakeFirst())?.password
    },
    add: (user, passwordHash) =>
      inTransaction(db, async (transaction) => {
        const row = { ...toRow(user), password: passwordHash }
        const insert = transaction
          .insertInto('user')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
        const { numInsertedOrUpdatedRows } = await insert.executeTakeFirstOrThrow()
        if (numInsertedOrUpdatedRows !== 1n) return false
        for (const binding of bindingRows(user)) await transaction.insertInto('role_binding').values(binding).execute()
        return true
      }),
    replace: (user) =>
      inTransaction(db, async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('user')
          .set({ disabled: user.disabled ? 1 : 0, revision: user.revision })
          .where('name', '=', user.name)
          .where('revision', '=', user.revision - 1)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows !== 1n) return false
        await transaction.deleteFrom('role_binding').where('user_name', '=', user.name).execute()
        for (const binding of bindingRows(user)) await transaction.insertInto('role_binding').values(binding).execute()
        return true
      }),
    async setPassword(name, passwordHash) {
      await db.updateTable('user').set({ password: passwordHash }).where('name', '=', name).execute()
    },
    async disabled() {
      const rows = await db.selectFrom('user').select('name').where('disabled', '=', 1).orderBy('name').execute()
      return rows.map(({ name }) => name)
    },
    async administrators() {
      return (await list()).filter(isAdministrator).map((user) => user.name)
    },
  }
}

/** Whether somebody may sign in and is an administrator of the whole console. */
export const isAdministrator = (user: User): boolean =>
  !user.disabled && user.bindings.some((binding) => binding.role === 'administrator' && isEverywhere(binding))

const toRow = ({ name, disabled, createdAt, revision }: User) => ({
  name,
  disabled: disabled ? 1 : 0,
  created_at: createdAt,
  revision,
})

const bindingRows = (user: User): BindingRow[] =>
  user.bindings.map(({ label, ...binding }, position) => ({
    ...binding,
    user_name: user.name,
    position,
    label_key: label?.key ?? null,
    label_value: label?.value ?? null,
  }))

const toUser = (row: UserRow, bindings: BindingRow[]): User => ({
  name: row.name,
  disabled: row.disabled === 1,
  bindings: bindings.map(toBinding),
  createdAt: row.created_at,
  revision: row.revision,
})

const toBinding = ({
  user_name: _,
  position: __,
  role,
  label_key,
  label_value,
  ...place
}: BindingRow): RoleBinding => ({
  ...place,
  role: Role.parse(role),
  ...(label_key === null || label_value === null ? {} : { label: { key: label_key, value: label_value } }),
})
