import { Problem } from '#shared/contract/problem.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import { capabilitiesFor, heeded, scopeIn } from '../capability-rows.ts'
import type { ServiceCombDeclaration } from '../declaration.ts'
import type { KieKind, MeshState } from '../kie-target.ts'
import { planesOf } from '../readers.ts'
import { valuesBeside } from './beside.ts'
import { checkDocuments } from './check-documents.ts'
import type { SettingsDefinition } from './definition.ts'
import { gather } from './gather.ts'
import { readersAt } from './label-sets.ts'
import { parseSettings } from './parse.ts'
import { heldByNobodyWeCanAsk } from './proof.ts'
import { policyOf } from './read.ts'
import { render, renderDeleted } from './render.ts'

/** Makes a kind of its definition. */
export function settingsKind<Spec>(
  declaration: ServiceCombDeclaration,
  definition: SettingsDefinition<Spec>,
): KieKind<Spec> {
  const mesh = declaration.name
  const readerOf = (ref: PolicyRef) => definition.subjectOf(ref)?.reader

  return {
    kind: definition.kind,
    policiesIn: ({ documents, snapshot }) =>
      gather(documents, definition.meaningOf)
        .flatMap((gathered) => policyOf(definition, mesh, gathered, snapshot) ?? [])
        .toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
    keysOf: (ref) => definition.keysOf(ref),
    render: (edit, _, state) => render(definition, edit, state),
    parse: (ref, documents, { snapshot }) => parseSettings(definition, ref, documents, snapshot),
    remainder: (ref, state) => renderDeleted(definition, ref, state),
    refuseUnwritable(ref) {
      if (!definition.subjectOf(ref))
        throw new Problem('scope-unread', { params: { name: ref.name }, field: 'ref.name' })
    },
    async check(subject, signal) {
      const { edit, snapshot } = subject
      if (!definition.subjectOf(edit.ref)) {
        return [{ code: 'scope-unread', severity: 'error', params: { name: edit.ref.name } }]
      }
      const planes = planesOf(readersAt(snapshot, edit.ref.namespace, readerOf(edit.ref)))
      return [...checkDocuments(subject), ...(await definition.check(subject, planes, signal))]
    },
    capabilities(ref, { snapshot }) {
      const planes = planesOf(readersAt(snapshot, ref.namespace, readerOf(ref)))
      return capabilitiesFor(
        definition.kind,
        (plane) => definition.row(plane, ref),
        planes,
        declaration,
        scopeIn(ref.name),
      )
    },
    heeds({ ref, spec }, planes) {
      const inert = planes.map((plane) => definition.inertOn?.(plane, ref, spec))
      const rows = planes.map((plane) => definition.row(plane, ref))
      return inert.every((one) => one === undefined)
        ? heeded(rows, scopeIn(ref.name))
        : (inert[0] ?? heeded(rows, undefined))
    },
    capabilitiesOf: (planes) => capabilitiesFor(definition.kind, (plane) => definition.row(plane), planes, declaration),
    valuesBeside: (policy, nearer, planes) => valuesBeside(definition, { policy, nearer, planes }),
    ...(definition.circuitsOf && {
      circuitsOf(ref: PolicyRef, spec: Spec, { snapshot }: MeshState) {
        const readers = readersAt(snapshot, ref.namespace, readerOf(ref))
        return [...Map.groupBy(readers, ({ plane }) => plane)].flatMap(([plane, own]) => {
          const semantics = plane && definition.circuitsOf?.(plane, ref, spec)
          return semantics ? [{ semantics, services: [...new Set(own.map(({ service }) => service.name))] }] : []
        })
      },
    }),
    proof: ({ ref, native }, { snapshot }) =>
      Promise.resolve(heldByNobodyWeCanAsk(readersAt(snapshot, ref.namespace, readerOf(ref)), native, declaration)),
  }
}

const sortKey = ({ ref }: Policy): string => [ref.namespace, ref.service, ref.name].join('\n')
