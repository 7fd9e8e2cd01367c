import { z } from 'zod'

/**
 * What Service Center keeps and takes.
 *
 * Source: go-chassis/cari, discovery/types.go, service.go, instance.go. Every field may be left out (Go's zero
 * value), and timestamps are unix seconds as text.
 */
const text = z.string().default('')
const texts = z.array(z.string()).default([])
const Properties = z.record(z.string(), z.string())

export const ServiceBody = z.object({
  serviceId: text,
  environment: text,
  appId: text,
  serviceName: text,
  version: text,
  description: text,
  level: text,
  schemas: texts,
  paths: z.array(z.object({ path: text, property: Properties.default({}) })).default([]),
  status: text,
  properties: Properties.default({}),
  alias: text,
  registerBy: text,
  framework: z.object({ name: text, version: text }).optional(),
})
export type ServiceBody = z.infer<typeof ServiceBody>

export interface Microservice extends ServiceBody {
  timestamp: string
  modTimestamp: string
}

export const HealthCheck = z.object({
  mode: text,
  port: z.int().default(0),
  interval: z.int().default(0),
  times: z.int().default(0),
  url: text,
})
export type HealthCheck = z.infer<typeof HealthCheck>

export const InstanceBody = z.object({
  instanceId: text,
  endpoints: texts,
  hostName: text,
  status: text,
  properties: Properties.default({}),
  healthCheck: HealthCheck.optional(),
  dataCenterInfo: z.object({ name: text, region: text, availableZone: text }).optional(),
})
export type InstanceBody = z.infer<typeof InstanceBody>

export interface Instance extends Omit<InstanceBody, 'healthCheck'> {
  serviceId: string
  /** The service's version: a find answers with the instances of all versions. */
  version: string
  healthCheck: HealthCheck
  timestamp: string
  modTimestamp: string
}

export interface Schema {
  schemaId: string
  summary: string
  schema: string
}

/** A service by name, all its versions together. */
export interface ServiceName {
  environment: string
  appId: string
  serviceName: string
}

export const RegisterService = z.object({
  service: ServiceBody.optional(),
  tags: Properties.default({}),
  instances: z.array(InstanceBody).default([]),
})

export const RegisterInstance = z.object({ instance: InstanceBody.optional() })

export const ReplaceProperties = z.object({ properties: Properties.default({}) })

export const ReplaceTags = z.object({ tags: Properties.default({}) })

export const DeleteServices = z.object({ serviceIds: texts, force: z.boolean().default(false) })

export const PutSchema = z.object({ schema: text, summary: text })

export const ReplaceSchemas = z.object({
  schemas: z.array(z.object({ schemaId: text, summary: text, schema: text })).default([]),
})

const InstanceKey = z.object({ serviceId: text, instanceId: text })

export const Heartbeats = z.object({ instances: z.array(InstanceKey).default([]) })

export const StatusOfMany = z.object({
  matches: z.object({ properties: Properties.default({}) }).default({ properties: {} }),
  status: text,
})

const ServiceKey = z.object({ environment: text, appId: text, serviceName: text, version: text })

export const FindMany = z.object({
  services: z.array(z.object({ service: ServiceKey.optional(), rev: text })).default([]),
  instances: z.array(z.object({ instance: InstanceKey.optional(), rev: text })).default([]),
})
export type FindMany = z.infer<typeof FindMany>

export const Dependencies = z.object({
  dependencies: z
    .array(
      z.object({
        consumer: ServiceKey.optional(),
        providers: z.array(ServiceKey).default([]),
        override: z.boolean().default(false),
      }),
    )
    .default([]),
})
