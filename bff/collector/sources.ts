import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Refused } from './payload.ts'
import { defaultTagKeys, type TagField, type TagKeys } from './tag-keys.ts'

/** A mesh whose reporters send their calls here. */
export interface CollectedMesh {
  name: string
  /** Who sends calls of this mesh must show it in `X-Ingest-Token`; without one, whoever reaches the listener may. */
  ingestToken?: string | undefined
  /** Headers that are kept of each call, beside those that rules name; lower case. */
  headers?: readonly string[] | undefined
  /** Keys of tags where this mesh's reporters differ from the usual ones. */
  tags?: Partial<Record<TagField, readonly string[]>> | undefined
}

/** A mesh as it is collected: what to read and to keep. */
export interface Source {
  readonly name: string
  readonly keys: TagKeys
  headers: ReadonlySet<string>
}

/** Headers that every mesh keeps unless it says otherwise. */
const usualHeaders = ['device-os', 'app-version', 'user-agent']

export interface Sources {
  /** Whose calls a request brings: by the path's first part, else by the token, else the only mesh there is. Throws `Refused`. */
  of(request: IncomingMessage, prefix: string | undefined): Source
  /** Keeps these headers, too, from now on. */
  keepHeaders(mesh: string, names: Iterable<string>): void
}

export function sourcesOf(meshes: readonly CollectedMesh[]): Sources {
  const entries = meshes.map((mesh) => ({
    mesh,
    source: sourceOf(mesh),
    token: mesh.ingestToken && digest(mesh.ingestToken),
  }))

  return {
    of(request, prefix) {
      const given = request.headers['x-ingest-token']
      const shown = typeof given === 'string' ? digest(given) : undefined
      const holds = ({ token }: (typeof entries)[number]) => Boolean(token && shown && timingSafeEqual(token, shown))
      const meant =
        prefix === undefined
          ? (entries.find(holds) ?? onlyOne(entries))
          : entries.find(({ mesh }) => mesh.name === prefix)
      if (!meant)
        throw new Refused(
          404,
          prefix === undefined ? 'Name the mesh: POST /<mesh>/api/v2/spans' : `No mesh ${prefix} is collected here`,
        )
      if (meant.token && !holds(meant)) throw new Refused(401, 'The ingest token is missing or belongs to another mesh')
      return meant.source
    },
    keepHeaders(name, names) {
      for (const { mesh, source } of entries) {
        if (mesh.name === name)
          source.headers = new Set([...kept(mesh), ...[...names].map((header) => header.toLowerCase())])
      }
    },
  }
}

const onlyOne = <Entry>(entries: readonly Entry[]): Entry | undefined => (entries.length === 1 ? entries[0] : undefined)

const sourceOf = (mesh: CollectedMesh): Source => ({
  name: mesh.name,
  keys: { ...defaultTagKeys, ...mesh.tags },
  headers: new Set(kept(mesh)),
})

const kept = (mesh: CollectedMesh): readonly string[] =>
  (mesh.headers ?? usualHeaders).map((header) => header.toLowerCase())

const digest = (token: string): Buffer => createHash('sha256').update(token).digest()
