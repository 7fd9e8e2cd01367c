import type { Migration } from '../migrate.ts'

/** Drafts keep what was typed as native text, also where it cannot be read yet. */
export const draftTexts: Migration = async (database) => {
  await database.schema.alterTable('policy_draft').addColumn('text', 'text').execute()
}
