import { createHash, randomBytes } from 'node:crypto'
import type { App } from '#platform/app'
import { isId } from '#platform/db/id'
import { digitsOf } from '#platform/auth/code'
import { CODE_MINUTES } from '#platform/auth/auth'
import { formats } from '#platform/http/formats'
import { hostCookie } from '#platform/http/host-cookie'
import type { RequestId } from './tables.ts'

/** What the browser that asked holds, and nobody else: without it the digits open nothing. */
export type Asking = { id: RequestId; email: string; browser: string }

/** The digits of a request's mail. Computed, so that they stand nowhere. */
export function digitsFor(app: App, request: RequestId): string {
  return digitsOf(app.seals.hash('accounts.code', request))
}

/** As the request keeps it: 192 random bits need no slow hash. */
export const hashOfBrowser = (browser: string) => createHash('sha256').update(browser).digest()

export const newBrowserSecret = () => randomBytes(24).toString('base64url')

/** Cookie of the browser that asked: gone with its code. */
export const cookieOf = ({ config }: App) => hostCookie(config.publicUrl, 'asking', CODE_MINUTES * 60)

/** How long a browser stays one in which a mailbox has signed in. */
const KNOWN_DAYS = 400
const DAY = 24 * 60 * 60 * 1000

/** Cookie of a browser in which a mailbox has signed in: it has a share of mails that nobody else can use up. It opens nothing. */
export const knownCookieOf = ({ config }: App) => hostCookie(config.publicUrl, 'signed-in-before', KNOWN_DAYS * 24 * 60 * 60)

export const writeKnown = (app: App, mailbox: Buffer) =>
  app.seals.sign('accounts.known', mailbox.toString('base64url'), new Date(app.now().getTime() + KNOWN_DAYS * DAY))

export const isKnown = (app: App, cookie: string | undefined, mailbox: Buffer) =>
  cookie !== undefined && app.seals.open('accounts.known', cookie, app.now()) === mailbox.toString('base64url')

export const mailboxHashOf = (app: App, email: string) => app.seals.hash('accounts.mailbox', email)
export const networkHashOf = (app: App, network: string) => app.seals.hash('accounts.network', network)

export function writeAsking(asking: Asking): string {
  return Buffer.from(JSON.stringify(asking)).toString('base64url')
}

/** What the cookie says, when it has the form of one of ours; it proves nothing by itself, the code does. */
export function readAsking(cookie: string | undefined): Asking | undefined {
  try {
    const { id, email, browser }: Record<string, unknown> = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString())
    const isOurs = typeof id === 'string' && isId(id) && typeof email === 'string' && formats.line(email)
    return isOurs && typeof browser === 'string' ? { id, email, browser } : undefined
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
