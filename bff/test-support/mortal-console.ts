import { agent } from 'supertest'
import { onTestFinished } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { administrator, startConsoleProcess } from './console-process.ts'
import type { Api } from './console-with.ts'
import { dataFolder } from './data-folder.ts'
import { demoMesh } from './demo-mesh.ts'
import { ocrKey, ocrLabels, stableText } from './ocr-mesh.ts'

/** A console in a process of its own, on a mesh as `ocrMesh` makes it: a test may kill it and start it again on the same folder. */
export async function mortalConsole() {
  const lab = await demoMesh()
  await lab.register('ocr', '1.0.0', {})
  await lab.register('ocr', '1.0.1', {})
  await lab.byHand.create({ key: ocrKey, value: stableText, labels: ocrLabels })
  const folder = dataFolder()
  const declared = {
    kind: 'servicecomb',
    name: 'cloud',
    registry: { address: lab.serviceCenter.url },
    policies: { address: lab.kie.url },
  }
  const begin = () => startConsoleProcess(folder, [declared])
  let console = await begin()
  onTestFinished(() => console.stop())
  return {
    lab,
    /** Where its state lies. */
    folder,
    kill: () => console.kill(),
    async startAgain() {
      console = await begin()
    },
    /** A client that is signed in to the console as it runs now. */
    async signedIn(): Promise<Api> {
      const api = agent(console.url)
      await api.post('/api/session').send(administrator).expect(200)
      return api
    },
  }
}

/** The newest change requests, newest first. */
export async function changesIn(api: Api): Promise<ChangeRequest[]> {
  const { body } = await api.get('/api/changes?limit=200').expect(200)
  return (body as { items: ChangeRequest[] }).items // the endpoint's own answer
}
