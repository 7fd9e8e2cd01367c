import { z } from 'zod'
import { MeshName } from '#shared/mesh/service.ts'

/** A network in CIDR notation, as `10.0.0.0/8` or `fd00::/8`. */
const Network = z.union([z.cidrv4(), z.cidrv6()])

/** How often the proxies ask the configuration centre; it decides when a change is in force (servicecomb.md 3.2). */
const Refresh = z.strictObject({
  /** `watch` is Mesher's `refreshMode: 0` (long poll), `poll` its `1`. */
  mode: z.enum(['watch', 'poll']),
  /** `refreshInterval`: the period of the poll, or the length of one wait. */
  seconds: z.number().positive().max(3600),
})

/** One ServiceComb mesh as a site declares it: addresses, and what the wire does not tell. */
export const ServiceCombDeclaration = z.strictObject({
  kind: z.literal('servicecomb'),
  name: MeshName,
  registry: z.strictObject({
    /** Base address of Service Center. */
    address: z.url({ protocol: /^https?$/ }),
    domain: z.string().min(1).default('default'),
    project: z.string().min(1).default('default'),
    /** Seconds between two readings of the registry. */
    pollSeconds: z.number().min(0.05).max(300).default(3),
  }),
  policies: z.strictObject({
    /** Base address of Kie. */
    address: z.url({ protocol: /^https?$/ }),
    project: z.string().min(1).default('default'),
  }),
  /** What the source of the call records declares; only `all` may be stamped complete. */
  sampling: z.enum(['all', 'one-in-n', 'unknown']).default('unknown'),
  /** Left out: not known, and the console says so. */
  refresh: Refresh.optional(),
  /** Versions by registered framework name, as `{ "Mesher": "1.8.0" }`; a declared one wins over what is registered. */
  frameworkVersions: z.record(z.string(), z.string()).default({}),
  /** How its proxies learn of instances, and whether they change their own one. What is left out is not known. */
  discovery: z
    .strictObject({
      /** Seconds between two looks of a proxy at the registry: `registry.refreshInterval` (servicecomb.md 4.3). */
      refreshSeconds: z.number().positive().max(3600).optional(),
      /** Whether proxies set their own instance down and up by what their application answers: `localHealthCheck` (4.3). */
      setsOwnStatus: z.boolean().optional(),
    })
    .prefault({}),
  /** Handlers in the outgoing chain of its proxies, as `bizkeeper-consumer` (servicecomb.md 4.4). Left out: not known. */
  handlers: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .max(50)
    .optional(),
  /** Answers that its proxies count as failed when they start, as `http_502` in `transport.failure` (3.6). Left out: not known. */
  failures: z
    .array(z.string().regex(/^http_[1-5]\d\d$/))
    .max(50)
    .optional(),
  /** Where addresses that instances announce may be asked; none by default, for such an address is a stranger's input. */
  allowedNetworks: z.array(Network).default([]),
  limits: z
    .strictObject({
      /** Requests at the same time, each backend. */
      inFlight: z.int().min(1).max(64).default(8),
      /** Requests a second, each backend. */
      perSecond: z.number().min(1).max(1000).default(100),
      /** Milliseconds until a request without an answer is given up. */
      deadlineMs: z.int().min(50).max(60_000).default(5000),
    })
    .prefault({}),
})
export type ServiceCombDeclaration = z.infer<typeof ServiceCombDeclaration>
