import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'

/** The session as a handler may touch it: the token that the request came with, and how to give or take one. */
export interface SessionCookie {
  readonly token: string | undefined
  set(token: string, expires: Date): void
  clear(): void
}

/** `__Host-` binds the cookie to this host over TLS; browsers refuse that prefix without `Secure`. */
const cookieName = (secure: boolean): string => (secure ? '__Host-meshdeck' : 'meshdeck')

/** The session cookie of an exchange: out of reach of scripts, never sent with requests that other sites cause. */
export function sessionCookie(request: Request, response: Response, secure: boolean): SessionCookie {
  const name = cookieName(secure)
  const send = (value: string, expires: Date) =>
    response.append(
      'Set-Cookie',
      stringifySetCookie({ name, value, expires, httpOnly: true, sameSite: 'strict', secure, path: '/' }),
    )
  return {
    token: parseCookie(request.get('cookie') ?? '')[name],
    set: send,
    clear: () => send('', new Date(0)),
  }
}
