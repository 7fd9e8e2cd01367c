import { z } from 'zod'
import { HealthReason, Traffic } from '../../mesh/health.ts'
import { Instance } from '../../mesh/instance.ts'
import { Service, ServiceRef } from '../../mesh/service.ts'

/** A line of the list of services: what it is and how it fares as a callee in the window. */
export const ServiceSummary = Service.extend({ traffic: Traffic, health: HealthReason })
export type ServiceSummary = z.infer<typeof ServiceSummary>

/** One version of a service: its instances, its traffic, and its share of the service's calls (0–1). */
export const VersionSummary = z.object({
  version: z.string(),
  instances: z.array(Instance),
  traffic: Traffic,
  share: z.number().min(0).max(1),
  health: HealthReason,
})
export type VersionSummary = z.infer<typeof VersionSummary>

/** A neighbour in the call graph; without `service` it lies outside the mesh, or may not be seen (`hidden`). */
export const Neighbour = z.object({
  service: ServiceRef.optional(),
  /** What to call it where it is no service of the mesh (a client's kind, an external host). */
  label: z.string().optional(),
  hidden: z.boolean(),
  traffic: Traffic,
  health: HealthReason,
})
export type Neighbour = z.infer<typeof Neighbour>

export const ServiceDetail = Service.extend({
  traffic: Traffic,
  health: HealthReason,
  detail: z.array(VersionSummary),
  callers: z.array(Neighbour),
  callees: z.array(Neighbour),
})
export type ServiceDetail = z.infer<typeof ServiceDetail>

/** A figure over time: values by step, `null` where there is none: before the records begin, and shares and latencies without calls. */
export const Series = z.object({
  name: z.string(),
  /** One value a step from the window's begin on. */
  values: z.array(z.number().nullable()),
})
export type Series = z.infer<typeof Series>
