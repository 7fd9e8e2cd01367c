import './node-version.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { AuditVerification } from '#shared/features/audit/model.ts'
import { auditFindings } from '#shared/problems/audit.ts'
import { render } from '#shared/problems/render.ts'
import type { AuditTables } from './audit/tables.ts'
import { verify } from './audit/verify.ts'
import { checked, ConfigError, readConfig } from './config.ts'
import { complain } from './process.ts'
import { openDatabase } from './store/database.ts'

// Walks the audit log of a site, or of a copy of its state store, while the console runs or not.
const { values: options } = parseArgs({
  options: {
    /** The file to read; the one that the configuration names when left out. */
    database: { type: 'string' },
    /** Rows and last hash as an earlier run printed them: `412:9f86…`. */
    head: { type: 'string' },
  },
})

const Head = z
  .string()
  .regex(/^[1-9]\d{0,14}:[0-9a-f]{64}$/)
  .transform((text) => {
    const [rows, hash = ''] = text.split(':')
    return { rows: Number(rows), hash }
  })

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (error) {
  complain(error)
}

/** Whether the chain holds. */
async function run(): Promise<boolean> {
  const path = options.database ?? join(readConfig(process.env).dataDirectory, 'state.db')
  if (!existsSync(path)) throw new ConfigError(`There is no state store at ${path}.`)
  const noted = options.head === undefined ? undefined : checked(Head, options.head, '--head')
  const database = openDatabase(path)
  try {
    for await (const step of verify(database.withTables<AuditTables>(), noted)) {
      if ('verification' in step) return tell(step.verification)
    }
    throw new Error('the walk came to no end')
  } finally {
    await database.destroy()
  }
}

function tell({ rows, months, seals, dropped, head, broken }: AuditVerification): boolean {
  const lines = [`rows walked     ${rows}`, `months          ${months}, ${seals} sealed, ${dropped} dropped before`]
  if (broken) {
    const messages: Record<string, (typeof auditFindings)[keyof typeof auditFindings]> = auditFindings
    const message = messages[broken.code]
    lines.push(`BROKEN          ${message ? render(message, broken.params, 'en') : broken.code}`)
  } else lines.push(`the chain holds ${head.rows}:${head.hash}`)
  process.stdout.write(`${lines.join('\n')}\n`)
  return broken === undefined
}
