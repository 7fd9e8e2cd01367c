import { type Parsed, parseWith } from '#shared/contract/parse.ts'
import {
  type ApproverRole,
  type Environment,
  environmentAt,
  EnvironmentDraft,
} from '#shared/features/environments/model.ts'

/** An environment as it is typed. */
export interface EnvironmentForm {
  name: string
  order: number
  meshes: string
  namespaces: string
  approvals: number
  approverRole: ApproverRole
  largestWeightStep: number | undefined
  /** Whether far-reaching changes need more. */
  more: boolean
  moreRate: number | undefined
  moreApprovals: number | undefined
}

/** An empty form, last in order. */
export const emptyForm = (environments: readonly Environment[]): EnvironmentForm => ({
  name: '',
  order: Math.max(0, ...environments.map(({ order }) => order)) + 1,
  meshes: '*',
  namespaces: '',
  approvals: 1,
  approverRole: 'approver',
  largestWeightStep: undefined,
  more: false,
  moreRate: undefined,
  moreApprovals: undefined,
})

export const formOf = ({ moreAbove, revision: _, largestWeightStep, ...same }: Environment): EnvironmentForm => ({
  ...same,
  largestWeightStep,
  more: moreAbove !== undefined,
  moreRate: moreAbove?.callsPerSecond,
  moreApprovals: moreAbove?.approvals,
})

/** The environment that a form asks for, or what is wrong with it. */
export const draftOf = ({
  more,
  moreRate,
  moreApprovals,
  largestWeightStep,
  ...same
}: EnvironmentForm): Parsed<EnvironmentDraft> =>
  parseWith(EnvironmentDraft, {
    ...same,
    ...(largestWeightStep === undefined ? {} : { largestWeightStep }),
    ...(more ? { moreAbove: { callsPerSecond: moreRate, approvals: moreApprovals } } : {}),
  })

/** Where findings name what a field of the form holds. */
export const placeOf = (key: keyof EnvironmentForm): string =>
  key === 'moreRate' ? 'moreAbove.callsPerSecond' : key === 'moreApprovals' ? 'moreAbove.approvals' : key

/** A namespace that a mesh has now. */
export interface NamespaceNow {
  mesh: string
  namespace: string
}

/** Which of the namespaces would belong to an environment, and which of those that it fits belong to an earlier one. */
export function coverageOf(
  form: Pick<EnvironmentForm, 'name' | 'order' | 'meshes' | 'namespaces'>,
  others: readonly Environment[],
  places: readonly NamespaceNow[],
): { covered: NamespaceNow[]; taken: NamespaceNow[] } {
  const { name, order, meshes, namespaces } = form
  const own = { name, order, meshes, namespaces, approvals: 0, approverRole: 'any', revision: 1 } as const
  const fitting = places.filter((place) => environmentAt([own], place))
  const taking = others.filter((other) => other.name !== name)
  const covered = fitting.filter((place) => environmentAt([...taking, own], place)?.name === name)
  return { covered, taken: fitting.filter((place) => !covered.includes(place)) }
}
