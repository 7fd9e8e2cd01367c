import type { Framework } from '#shared/mesh/service.ts'

/** The data planes whose behaviour is known, each a row of the capability table. */
export type DataPlane = 'mesher' | 'go-chassis' | 'java-chassis-2' | 'java-chassis-3'

/** Which label names a data plane asks Kie with (servicecomb.md 3.2): no single document reaches both. */
export type Dialect = 'go' | 'java'

const mesherByDefault = '1.8.0'

/**
 * The framework as it counts. A declared version wins; an undeclared Mesher is taken as 1.8.0, the strictest,
 * for it registers `latest` (servicecomb.md 1.3). Undefined where none is registered.
 */
export function frameworkOf(
  registered: { name?: string | undefined; version?: string | undefined } | undefined,
  declared: Record<string, string>,
): Framework | undefined {
  const name = registered?.name
  if (!name) return undefined
  const chosen = declared[name]
  if (chosen !== undefined) return { name, version: chosen, assumed: false }
  if (name === 'Mesher') return { name, version: mesherByDefault, assumed: true }
  const version = registered.version?.replace(/^v/, '') ?? ''
  return { name, version, assumed: version === '' }
}

/** The row that a framework belongs to; undefined for one that is not known. */
export function dataPlaneOf(framework: Framework | undefined): DataPlane | undefined {
  switch (framework?.name.toLowerCase() ?? '') {
    case 'mesher':
      return 'mesher'
    case 'go-chassis':
      return 'go-chassis'
    // Source: servicecomb.md 3.10.
    case 'servicecomb':
    case 'servicecomb-java-chassis':
      return framework && Number.parseInt(framework.version, 10) < 3 ? 'java-chassis-2' : 'java-chassis-3'
    default:
      return undefined
  }
}

export const dialectOf = (plane: DataPlane): Dialect => (plane === 'mesher' || plane === 'go-chassis' ? 'go' : 'java')
