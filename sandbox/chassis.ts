/**
 * What stands in the chassis.yaml of every Mesher of the sandbox, flat (servicecomb.md 4.3): the stock chains with
 * `fault-inject` added, and the answers that count as failures besides time-outs and broken connections.
 */
export const chassis: Readonly<Record<string, string>> = {
  'servicecomb.handler.chain.Consumer.outgoing':
    'router,ratelimiter-consumer,bizkeeper-consumer,fault-inject,loadbalance,transport',
  'servicecomb.handler.chain.Provider.incoming': 'ratelimiter-provider,transport',
  'servicecomb.transport.failure.rest': 'http_500,http_502,http_503,http_504',
}
