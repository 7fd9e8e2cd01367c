const prefix = 'servicecomb.governance.Consumer.'

/** Faults in the old form: `servicecomb.governance.Consumer.<svc|_global>.policy.fault.protocols.rest.*` (servicecomb.md 3.8). */
export interface OldFaults {
  /** The fault that calls of a service may meet; each field from the service's own key, else from `_global`. */
  of(service: string): Fault
  /** One key changed; other keys do not matter. */
  change(key: string, value: string | undefined): void
}

export interface Fault {
  abort: { percent: number; status: number | undefined }
  delay: { percent: number; milliseconds: number }
}

export function oldFaults(): OldFaults {
  const values = new Map<string, number>()
  const read = (service: string, field: string): number | undefined =>
    values.get(`${prefix}${service}.policy.fault.protocols.rest.${field}`) ??
    values.get(`${prefix}_global.policy.fault.protocols.rest.${field}`)
  return {
    of: (service) => ({
      abort: { percent: read(service, 'abort.percent') ?? 0, status: read(service, 'abort.httpStatus') },
      delay: { percent: read(service, 'delay.percent') ?? 0, milliseconds: read(service, 'delay.fixedDelay') ?? 0 },
    }),
    change(key, value) {
      if (!key.startsWith(prefix)) return
      // -1 is java-chassis' word for "not set".
      if (value !== undefined && /^\d+$/.test(value.trim())) values.set(key, Number(value))
      else values.delete(key)
    },
  }
}

/** Whether the fault meets this call: chance decides each call for itself. @param random from 0 up to 1. */
export const strikes = (percent: number, random: () => number): boolean =>
  percent > 0 && Math.floor(random() * 100) < percent
