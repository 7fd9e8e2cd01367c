import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const keyBytes = 32

/**
 * The key under which fingerprints of tokens are made. It is drawn at the first start into a file that only its owner reads;
 * copies of the console that share records share the file. Whoever loses it cannot compare new fingerprints with old ones.
 */
export function siteKeyIn(path: string): Buffer {
  try {
    writeFileSync(path, randomBytes(keyBytes).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // fs throws nothing else
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
  if (key.length < keyBytes) throw new Error(`The site key in ${path} is shorter than ${keyBytes} bytes.`)
  return key
}
