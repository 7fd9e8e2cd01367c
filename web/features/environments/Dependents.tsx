import { RefusedRequest } from '../../api/call.ts'
import { FindingList } from '../../mesh/FindingList.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'

/** Why an environment keeps its name or stays: what depends on it, each for itself. */
export function Dependents({ problem }: { problem: unknown }) {
  const findings = problem instanceof RefusedRequest ? (problem.findings ?? []) : []
  return (
    <>
      <ProblemLine problem={problem} />
      {findings.length > 0 && <FindingList small findings={findings} />}
    </>
  )
}
