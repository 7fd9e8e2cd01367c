/** Registers services at a Service Center as a data plane does, and removes them again. */
export function registrar(address: string, scope: { app: string; environment: string }) {
  const base = `${address}/v4/default/registry/microservices`
  const ids = new Map<string, string>()

  async function send(method: string, url: string, body?: unknown): Promise<Record<string, string>> {
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, string>) // ids in both answers that are read
  }

  async function register(
    name: string,
    version: string,
    properties: Record<string, string>,
    more: {
      framework?: { name: string; version: string }
      endpoints?: string[]
      status?: string
      service?: Record<string, string>
    } = {},
  ): Promise<string> {
    const { serviceId = '' } = await send('POST', base, {
      service: {
        appId: scope.app,
        environment: scope.environment,
        serviceName: name,
        version,
        framework: more.framework ?? { name: 'Mesher', version: 'latest' },
        properties: { allowCrossApp: 'true', ...more.service },
      },
    })
    ids.set(`${name}@${version}`, serviceId)
    const { instanceId = '' } = await send('POST', `${base}/${serviceId}/instances`, {
      instance: {
        hostName: 'lab',
        endpoints: more.endpoints ?? ['rest-admin://127.0.0.1:30302', 'rest://127.0.0.1:30301'],
        status: more.status ?? 'UP',
        properties,
      },
    })
    return instanceId
  }

  async function deregister(name: string, version: string): Promise<void> {
    const id = ids.get(`${name}@${version}`)
    ids.delete(`${name}@${version}`)
    if (id !== undefined) await send('DELETE', `${base}/${id}?force=true`)
  }

  return {
    register,
    deregister,
    async clean(): Promise<void> {
      for (const id of ids.values()) await send('DELETE', `${base}/${id}?force=true`).catch(() => {})
      ids.clear()
    },
  }
}
