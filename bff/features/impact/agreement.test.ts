import { expect, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Impact } from '#shared/features/impact/model.ts'
import { consoleWith } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { livingMesh } from '../../test-support/living-mesh.ts'
import { android, ocrPath, ocrRef, proposal, to } from '../../test-support/ocr-mesh.ts'

const ref = { ...ocrRef, namespace: 'cloud@testing' }
const path = ocrPath.replace('production', 'testing')
/** Enough for the comparison to notice a few points of a hundred. */
const enough = 500

const ios = { ...android(to('1.0.0', 100)), name: 'ios' }
/** Android is shared, iOS stays, and the rest matches no route: it falls to the newest version. */
const drafted = {
  routes: [
    android(to('1.0.0', 70), to('1.0.1', 30)),
    { ...ios, match: { any: [{ all: [{ ...ios.match.any[0]!.all[0]!, value: 'ios' }] }] } },
  ],
}

test(
  'the sidecars’ own weight pools send calls where the replay of the recorded ones said they would',
  { timeout: 120_000 },
  async () => {
    const mesh = await livingMesh(120)
    const { api } = await consoleWith({ meshes: mesh.meshes })
    const { body: now } = await api.get(path).expect(200)
    const edit = { ref, spec: drafted, enabled: true, base: now.policy?.base ?? 'none' }

    const predicted = await eventually(
      async () => {
        const { body } = await api
          .post('/api/impact?last=5m')
          .send({ edits: [edit] })
          .expect(200)
        const [impact] = (body as Impact).services
        return impact?.figures && impact.figures.calls >= enough ? impact.figures : undefined
      },
      'enough recorded calls',
      60_000,
    )
    const { body: change } = await api.post('/api/changes').send(proposal(edit)).expect(200)
    const liveSince = await eventually(
      async () => {
        const { body } = await api.get(`/api/changes/${(change as ChangeRequest).id}`).expect(200)
        return (body as ChangeRequest).proof.liveSince
      },
      'the rule to be live',
      30_000,
    )
    const observed = await eventually(
      async () => {
        const window = { from: liveSince, to: instantOf(Date.now()) }
        const selection = { filter: { callee: ['ocr'], caller: ['predict'] }, window, maxRows: 100_000, maxGroups: 100 }
        const { groups } = await mesh.records.calls.groups(selection, ['calleeVersion'], wholeMesh('cloud'))
        // Calls of which the callee has not reported yet have no version.
        const answered = groups.filter(({ key }) => key.calleeVersion)
        const calls = answered.reduce((sum, group) => sum + group.calls, 0)
        const newest = answered.find(({ key }) => key.calleeVersion === '1.0.1')?.calls ?? 0
        return calls >= enough ? { calls, share: newest / calls } : undefined
      },
      'enough calls under the rule',
      60_000,
    )

    const newest = predicted.ends.find(({ end }) => end.kind === 'version' && end.version === '1.0.1')
    const share = (newest?.after ?? 0) / predicted.calls
    expect(predicted.moved).toBeGreaterThan(0)
    expect(predicted.unmatched.after).toBeGreaterThan(0)
    // Both are samples of the same clients: four standard errors of their difference.
    const error = 4 * Math.sqrt(share * (1 - share) * (1 / predicted.calls + 1 / observed.calls))
    expect(Math.abs(observed.share - share)).toBeLessThan(error)
  },
)
