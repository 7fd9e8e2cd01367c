import { randomBytes } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'

const nonces = new WeakMap<Response, string>()

/** The nonce under which this answer may have styles and scripts of its own. */
export function nonceOf(response: Response): string {
  let nonce = nonces.get(response)
  if (nonce === undefined) {
    nonce = randomBytes(18).toString('base64')
    nonces.set(response, nonce)
  }
  return nonce
}

/**
 * What browsers are told to keep to: only our own scripts, no inline style or script without the answer's nonce, no frames.
 * Strict transport security is promised only where browsers come over TLS.
 */
export function securityHeaders(overTls: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", withNonce],
        styleSrc: ["'self'", withNonce],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: overTls,
  })
}

// helmet speaks of Node's own response; Express made it.
const withNonce = (_: unknown, response: unknown): string => `'nonce-${nonceOf(response as Response)}'`
