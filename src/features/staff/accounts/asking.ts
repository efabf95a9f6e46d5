import { randomBytes } from 'node:crypto'
import type { App } from '#platform/app'
import { digitsOf } from '#platform/auth/code'
import { CODE_MINUTES } from '#platform/auth/auth'
import type { RequestId } from './tables.ts'

/** What the browser that asked holds, and nobody else: without it the digits open nothing. */
export type Asking = { id: RequestId; email: string; browser: string }

/** The digits of a request's mail. Computed, so that they stand nowhere. */
export function digitsFor(app: App, request: RequestId): string {
  return digitsOf(app.seals.hash('accounts.code', request))
}

export const newBrowserSecret = () => randomBytes(24).toString('base64url')

/** Cookie of the browser that asked. HttpOnly; gone with its code. */
export function cookieOf(app: App) {
  const secure = app.config.publicUrl.startsWith('https:')
  return {
    name: secure ? '__Host-asking' : 'asking',
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax' as const, maxAge: CODE_MINUTES * 60 },
  }
}

export function writeAsking(asking: Asking): string {
  return Buffer.from(JSON.stringify(asking)).toString('base64url')
}

/** What the cookie says, when it is one of ours; it proves nothing by itself, the code does. */
export function readAsking(cookie: string | undefined): Asking | undefined {
  try {
    const { id, email, browser }: Record<string, unknown> = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString())
    return typeof id === 'string' && typeof email === 'string' && typeof browser === 'string' ? { id, email, browser } : undefined
  } catch {
    return undefined
  }
}

/** The link of a mail: it names the request, and opens the page with the button. */
export const links = {
  signIn: (app: App, request: { id: RequestId; asked_at: Date }) =>
    `/sign-in/link/${app.seals.sign('accounts.sign-in', request.id, new Date(request.asked_at.getTime() + CODE_MINUTES * 60_000))}`,
  openSignIn: (app: App, token: string) => app.seals.open('accounts.sign-in', token, app.now()),
}
