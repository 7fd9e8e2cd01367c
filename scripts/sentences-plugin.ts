import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Plugin, runnerImport } from 'vite'
import type { Language, Message } from '#shared/problems/messages.ts'

const folder = join(import.meta.dirname, '../shared/problems')
const name = 'virtual:sentences/'

/** Gives the browser what the server can say in one language only: `virtual:sentences/en`, each code with its sentence. */
export function sentences(): Plugin {
  return {
    name: 'sentences',
    resolveId: (id) => (id.startsWith(name) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${name}`)) return undefined
      const language = id.slice(name.length + 1) as Language // `web/i18n/sentences.ts` asks for no other
      for (const file of readdirSync(folder)) this.addWatchFile(join(folder, file))
      const said = Object.entries(await messages()).map(([code, message]) => [code, message[language]])
      return `export default ${JSON.stringify(Object.fromEntries(said))}`
    },
  }
}

/** The catalogue as it is now, with all that it imports read anew. */
async function messages(): Promise<Record<string, Message>> {
  const file = join(folder, 'catalog.ts')
  const { module } = await runnerImport<typeof import('#shared/problems/catalog.ts')>(file)
  return module.messageCatalog
}
