import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** What a hash costs: `blocks` is scrypt's N, `size` its r, `lanes` its p. Memory is 128 · blocks · size bytes. */
export interface HashCost {
  blocks: number
  size: number
  lanes: number
}

/**
 * 32 MiB and three lanes: one of the equally strong settings of the OWASP Password Storage Cheat Sheet ("scrypt"),
 * chosen for its memory, since several people may sign in at once.
 */
export const defaultCost: HashCost = { blocks: 2 ** 15, size: 8, lanes: 3 }

/** Hashes a password with a fresh salt. The text holds all that a check needs: `scrypt:N:r:p:salt:key`, base64url. */
export async function hashPassword(password: string, cost: HashCost = defaultCost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.blocks, cost.size, cost.lanes, salt.toString('base64url'), key.toString('base64url')].join(':')
}

/** Whether a password is the one that was hashed. Without a hash it takes as long and is false: names cannot be told apart. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, blocks, size, lanes, salt = '', key = ''] = hash?.split(':') ?? []
  const cost = hash ? { blocks: Number(blocks), size: Number(size), lanes: Number(lanes) } : defaultCost
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost)
  const expected = Buffer.from(key, 'base64url')
  return expected.length === derived.length && timingSafeEqual(expected, derived)
}

const keyBytes = 32

function derive(password: string, salt: Buffer, { blocks, size, lanes }: HashCost): Promise<Buffer> {
  const options = { N: blocks, r: size, p: lanes, maxmem: 256 * blocks * size }
  return new Promise((resolve, reject) => {
    // The same letters may be typed composed or decomposed (NIST SP 800-63B, section 5.1.1.2).
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
