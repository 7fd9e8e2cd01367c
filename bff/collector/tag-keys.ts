/** Keys under which a field may stand, in order: the first that is present wins. */
export type TagKeys = Record<TagField, readonly string[]>
export type TagField = keyof typeof defaultTagKeys

/**
 * Where reporters write what (telemetry reference, d.2 and h): OpenTelemetry's names where they exist, the older spelling after.
 * A mesh's configuration can name others.
 */
export const defaultTagKeys = {
  namespace: ['service.namespace'],
  version: ['service.version', 'version'],
  instance: ['service.instance.id', 'instance'],
  peer: ['peer.service', 'service.peer.name'],
  peerNamespace: ['service.peer.namespace', 'peer.service.namespace'],
  peerVersion: ['peer.service.version'],
  peerInstance: ['peer.service.instance.id'],
  peerAddress: ['server.address', 'net.peer.name', 'http.host'],
  tenant: ['tenant.id'],
  tenantName: ['tenant.name'],
  user: ['user.id', 'enduser.id'],
  userName: ['user.name'],
  clientAddress: ['client.address', 'http.client_ip'],
  requestId: ['http.request.header.x-request-id', 'request.id'],
  method: ['http.request.method', 'http.method', 'rpc.method'],
  status: ['http.response.status_code', 'http.status_code'],
  grpcStatus: ['rpc.grpc.status_code', 'grpc.status_code'],
  path: ['url.path', 'http.target'],
  query: ['url.query'],
  url: ['url.full', 'http.url', 'http.path'],
  route: ['http.route', 'url.template'],
  protocol: ['network.protocol.name', 'rpc.system.name', 'rpc.system'],
  requestBytes: ['http.request.body.size', 'http.request_content_length', 'request_size'],
  responseBytes: ['http.response.body.size', 'http.response_content_length', 'response_size'],
  requestBody: ['http.request.body', 'http.request.body.content'],
  responseBody: ['http.response.body', 'http.response.body.content'],
  requestType: ['http.request.header.content-type'],
  responseType: ['http.response.header.content-type'],
  attempt: ['http.request.resend_count'],
  outcome: ['call.outcome'],
  errorType: ['error.type'],
} as const satisfies Record<string, readonly string[]>

/** Reads fields from a span's tags by their keys; empty text counts as absent. */
export function tagReader(
  tags: Readonly<Record<string, string>>,
  keys: TagKeys,
): (field: TagField) => string | undefined {
  return (field) => {
    for (const key of keys[field]) {
      const value = tags[key]
      if (value !== undefined && value !== '') return value
    }
    return undefined
  }
}
