import { Agent } from 'node:http'
import { startKie } from '../kie/kie.ts'
import { startServiceCenter } from '../service-center/service-center.ts'
import { httpCall, type Call, type Reply } from './http-call.ts'
import type { Identity } from './identity.ts'
import { startSidecar, type Sidecar } from './sidecar.ts'

/** A Mesher with its control plane, reached over HTTP only: ours, or a real one by address. */
export interface MesherUnderTest {
  serviceCenterUrl: string
  kieUrl: string
  /** The caller's forward proxy and admin listener, `http://host:port`. */
  proxyUrl: string
  adminUrl: string
  close(): Promise<void>
}

/** App and environment of callers and called services in the cases. */
export const shop = { app: 'shop', environment: '' }

const addresses = {
  serviceCenterUrl: process.env['SERVICE_CENTER_URL'],
  kieUrl: process.env['KIE_URL'],
  proxyUrl: process.env['MESHER_PROXY_URL'],
  adminUrl: process.env['MESHER_ADMIN_URL'],
}

/** Service Center, Kie and, for the caller, a sidecar of app `shop` without an environment; Mesher in watch mode. */
export const servers = async () => {
  const [serviceCenter, kie] = await Promise.all([startServiceCenter(), startKie()])
  return {
    serviceCenterUrl: serviceCenter.url,
    kieUrl: kie.url,
    close: () => Promise.all([serviceCenter.close(), kie.close()]),
  }
}

export const identityOf = (service: string, rest: Partial<Identity> = {}): Identity => ({
  ...shop,
  service,
  version: '1.0.0',
  properties: { allowCrossApp: 'true' },
  instanceProperties: {},
  hostName: service,
  flavour: 'mesher',
  ...rest,
})

/** Our own sidecar as the caller. */
export async function sandboxMesher(atStart: Readonly<Record<string, string>> = {}): Promise<MesherUnderTest> {
  const { close, ...urls } = await servers()
  for (const [key, value] of Object.entries(atStart)) await writeRule(urls.kieUrl, key, value)
  const caller = await startSidecar({ identity: identityOf('caller'), ...urls })
  return {
    ...urls,
    proxyUrl: `http://127.0.0.1:${caller.ports.proxy}`,
    adminUrl: `http://127.0.0.1:${caller.ports.admin}`,
    async close() {
      await caller.close()
      await close()
    },
  }
}

/** The Mesher of MESHER_PROXY_URL, MESHER_ADMIN_URL, SERVICE_CENTER_URL and KIE_URL; undefined unless all are set. */
export function addressedMesher(): MesherUnderTest | undefined {
  const { serviceCenterUrl, kieUrl, proxyUrl, adminUrl } = addresses
  if (!serviceCenterUrl || !kieUrl || !proxyUrl || !adminUrl) return undefined
  return { serviceCenterUrl, kieUrl, proxyUrl, adminUrl, close: () => Promise.resolve() }
}

/** An instance that answers every call with its version. */
export function startVersion(mesh: MesherUnderTest, identity: Identity): Promise<Sidecar> {
  const { serviceCenterUrl, kieUrl } = mesh
  const body = JSON.stringify({ version: identity.version })
  return startSidecar({
    identity,
    serviceCenterUrl,
    kieUrl,
    application: () => Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body }),
  })
}

/** Creates, changes or (null) deletes `servicecomb.routeRule.<service>` for the whole app. */
export const writeRule = (kieUrl: string, service: string, value: string | null): Promise<void> =>
  writeKey(kieUrl, `servicecomb.routeRule.${service}`, value)

/** Creates, changes or (null) deletes a document for the whole app. */
export async function writeKey(kieUrl: string, key: string, value: string | null): Promise<void> {
  const labels = { appId: shop.app, environment: shop.environment }
  const found = await fetch(`${kieUrl}/v1/default/kie/kv?key=${key}&label=appId:shop&label=environment:&match=exact`)
  // Kie's list (servicecomb.md 2.4).
  const { data = [] } = (await found.json()) as { data?: { id: string }[] }
  const id = data[0]?.id
  if (value === null && id === undefined) return
  const path = id ? `/v1/default/kie/kv/${id}` : '/v1/default/kie/kv'
  const body = value === null ? null : JSON.stringify(id ? { value } : { key, value, labels, status: 'enabled' })
  const method = value === null ? 'DELETE' : id ? 'PUT' : 'POST'
  const answer = await fetch(`${kieUrl}${path}`, { method, body, headers: { 'content-type': 'application/json' } })
  if (!answer.ok) throw new Error(`Kie answered ${answer.status} ${await answer.text()}`)
}

let markers = 0

/**
 * Waits until the caller has read everything that was written before. Changes are handled in order, so a later rule tells.
 * @param others admin listeners of further Meshers that have to have read it.
 */
export async function untilRead(mesh: MesherUnderTest, others: readonly string[] = []): Promise<void> {
  markers += 1
  const marker = `"precedence":${markers},`
  await writeRule(mesh.kieUrl, 'marker', `- {precedence: ${markers}, route: [{weight: 100}]}`)
  for (const admin of [mesh.adminUrl, ...others]) {
    for (;;) {
      const shown = await fetch(`${admin}/v1/mesher/routeRule/marker`).catch(() => undefined)
      if (!shown || (await shown.text()).includes(marker)) break
      await new Promise((again) => setTimeout(again, 10))
    }
  }
}

const agent = new Agent({ keepAlive: true })

/** What came of one call of a service through the caller's proxy, in the words of the cases. */
export async function outcomeOf(
  mesh: Pick<MesherUnderTest, 'proxyUrl'>,
  service: string,
  headers: Record<string, string> = {},
): Promise<string> {
  return inWords(await callThrough(mesh, service, { method: 'GET', headers }, agent))
}

/** The answer to one call of a service through the caller's proxy, or why there was none. */
export async function callThrough(
  { proxyUrl }: Pick<MesherUnderTest, 'proxyUrl'>,
  service: string,
  { method, headers }: Pick<Call, 'method' | 'headers'>,
  through: Agent,
): Promise<Reply | 'dropped' | 'ended'> {
  const { hostname, port } = new URL(proxyUrl)
  const call = { method, path: `http://${service}/version`, headers: { host: service, ...headers }, body: '' }
  try {
    return await httpCall(through, { host: hostname, port: Number(port) }, call, 10_000)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED' ? 'ended' : 'dropped'
  }
}

function inWords(reply: Reply | 'dropped' | 'ended'): string {
  if (typeof reply === 'string') return reply
  const { status, body } = reply
  if (status === 502 && body.startsWith('lb: No available instance')) return 'no instance'
  const version = /"version":"([^"]+)"/.exec(body)?.[1]
  return status === 200 && version ? version : `${status} ${body}`
}
