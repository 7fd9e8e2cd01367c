import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Accounts, their roles and sessions, the tries to sign in, and environments. */
export const access: Migration = async (database) => {
  await database.schema
    .createTable('user')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('password', 'text', (column) => column.notNull())
    .addColumn('disabled', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await database.schema
    .createTable('role_binding')
    .addColumn('user_name', 'text', (column) => column.notNull().references('user.name').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('mesh', 'text', (column) => column.notNull())
    .addColumn('namespace', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('label_key', 'text')
    .addColumn('label_value', 'text')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('role_binding_key', ['user_name', 'position'])
    .execute()
  await database.schema
    .createTable('session')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('user_name', 'text', (column) => column.notNull().references('user.name').onDelete('cascade'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute()
  await database.schema.createIndex('session_by_user').on('session').column('user_name').execute()
  await database.schema
    .createTable('sign_in_attempt')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  await database.schema
    .createIndex('sign_in_attempt_by_subject')
    .on('sign_in_attempt')
    .columns(['subject', 'at'])
    .execute()
  await database.schema
    .createTable('environment')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('order', 'integer', (column) => column.notNull())
    .addColumn('meshes', 'text', (column) => column.notNull())
    .addColumn('namespaces', 'text', (column) => column.notNull())
    .addColumn('approvals', 'integer', (column) => column.notNull().defaultTo(sql`0`))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
}
