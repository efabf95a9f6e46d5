import type { App } from '#platform/app'
import { hashOf } from '../addresses/index.ts'
import { mailboxOf } from './rules.ts'
import type { Purpose } from '../ledger/index.ts'
import type { PersonId } from './tables.ts'

/** Keyed hash of the mailbox behind an address, however it is tagged. */
export function mailboxHashOf(app: App) {
  return (address: string) => hashOf(app)(mailboxOf(address))
}

/**
 * Where she leaves without signing in; what a mail program posts there ends `purpose`, that of the mail. Never ends: a mail of years ago must still let its
 * reader leave (RFC 8058 §4).
 */
export function leavePath(app: App, person: PersonId, purpose?: Purpose): string {
  const path = `/leave/${app.seals.sign('people.leave', person)}`
  return purpose ? `${path}?of=${purpose.key}` : path
}

/** Who may leave by a link, or undefined when it is forged. */
export function openLeave(app: App, token: string): PersonId | undefined {
  return app.seals.open('people.leave', token, app.now())
}
