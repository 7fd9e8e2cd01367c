import type { WindowQuery } from '#shared/contract/window.ts'
import { listServices, readService, readServiceSeries } from '#shared/features/services/api.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { windowed } from '../../api/query.ts'

/** Services of a mesh with their traffic in the window. */
export const servicesOf = (mesh: string, query: WindowQuery & { namespace?: string }) =>
  windowed(listServices, { params: { mesh }, query })

const placeOf = ({ mesh, namespace, name }: ServiceRef) => ({ mesh, namespace, service: name })

/** One service with versions, instances and neighbours. */
export const serviceOf = (service: ServiceRef, window: WindowQuery) =>
  windowed(readService, { params: placeOf(service), query: window })

/** Rate, failed share and latency of a service by version over the window. */
export const seriesOf = (service: ServiceRef, window: WindowQuery) =>
  windowed(readServiceSeries, { params: placeOf(service), query: window })
