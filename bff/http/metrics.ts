import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Meshes } from '../ports/mesh.ts'

/** Counts requests for Prometheus. */
export interface RequestMetrics {
  readonly registry: Registry
  /** One request: `route` is the endpoint's path with its parameters' names, so that the number of series stays small. */
  count(method: string, route: string, status: number, seconds: number): void
}

/** The console's own figures, in a registry of its own. Backends are looked at when somebody asks for the figures. */
export function requestMetrics(meshes: Meshes): RequestMetrics {
  const registry = new Registry()
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'meshdeck_http_requests_total',
    help: 'Requests by endpoint and status.',
    labelNames,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'meshdeck_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [registry],
  })
  watchBackends(registry, meshes)
  return {
    registry,
    count(method, route, status, seconds) {
      requests.inc({ method, route, status: String(status) })
      durations.observe({ method, route }, seconds)
    },
  }
}

function watchBackends(registry: Registry, meshes: Meshes): void {
  const gauge = new Gauge({
    name: 'meshdeck_backend_up',
    help: '1 while the backend answers, 0 while it is silent.',
    labelNames: ['mesh', 'part', 'product'],
    registers: [registry],
    collect() {
      gauge.reset()
      for (const mesh of meshes.values()) {
        for (const { part, product, stamp } of mesh.connections()) {
          gauge.set({ mesh: mesh.name, part, product }, stamp.silent ? 0 : 1)
        }
      }
    },
  })
}
