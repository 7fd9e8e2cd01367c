export interface Reply {
  status: number
  headers: Headers
  text: string
  /** The body as JSON; the test states the shape that it expects. */
  json<Shape>(): Shape
}

export interface HttpClient {
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
}

/** Talks to a server as any program would; bodies that are not text are sent as JSON. */
export function httpClient(url: string): HttpClient {
  const ask =
    (method: string) =>
    async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, json: <Shape>(): Shape => JSON.parse(text) }
    }
  const get = ask('GET')
  return {
    get: (path, headers) => get(path, undefined, headers),
    post: ask('POST'),
    put: ask('PUT'),
    delete: ask('DELETE'),
  }
}
