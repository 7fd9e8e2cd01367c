import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import type { Address } from '#shared/mesh/instance.ts'
import { textOf } from './client.ts'
import type { ServiceCombDeclaration } from './declaration.ts'

/** An announced address that is not asked. */
export class AdminAddressRefused extends Error {
  readonly code: 'address-not-allowed' | 'address-unresolved'
  readonly address: string
  constructor(code: AdminAddressRefused['code'], address: string, cause?: unknown) {
    super(code, { cause })
    this.code = code
    this.address = address
  }
}

const largestAnswerBytes = 1024 * 1024
const deadlineMs = 2000

/**
 * Reads a path of an instance's admin listener. The address is a stranger's input: it is asked only when what it resolves
 * to lies in the mesh's allowed networks, and then by that very address, without following redirects.
 * @returns undefined for 404. Throws `AdminAddressRefused`, or what `fetch` throws.
 */
export async function readAdmin(
  address: Address,
  path: string,
  { allowedNetworks }: ServiceCombDeclaration,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const ip = await resolved(address)
  if (!isAllowed(ip, allowedNetworks)) throw new AdminAddressRefused('address-not-allowed', displayed(address))
  const own = AbortSignal.timeout(deadlineMs)
  const host = ip.includes(':') ? `[${ip}]` : ip
  const response = await fetch(`http://${host}:${address.port}${path}`, {
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, own]) : own,
  })
  const text = await textOf(response, largestAnswerBytes)
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`status ${response.status}`)
  return text
}

async function resolved(address: Address): Promise<string> {
  if (ipaddr.isValid(address.host)) return address.host
  try {
    return (await lookup(address.host)).address
  } catch (cause) {
    throw new AdminAddressRefused('address-unresolved', displayed(address), cause)
  }
}

/** Whether an IP address lies in one of the networks; an IPv4 address in IPv6 clothes counts as what it is. */
export function isAllowed(ip: string, networks: string[]): boolean {
  const parsed = ipaddr.process(ip)
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match([base, bits] as Parameters<typeof parsed.match>[0]) // same kind
  })
}

const displayed = ({ host, port }: Address): string => `${host}:${port}`
