import type { App } from '#platform/app'
import { hashOf } from '../addresses/index.ts'
import { mailboxOf } from './rules.ts'
import type { Purpose } from '../ledger/index.ts'
import type { PersonId } from './tables.ts'

/** Keyed hash of the mailbox behind an address, however it is tagged. */
export function mailboxHashOf(app: App) {
  return (address: string) => hashOf(app)(mailboxOf(address))
}

/** To whom a mail goes, and to which of her mailboxes. */
type Addressed = { id: PersonId; email: string }

/**
 * Where she leaves without signing in; what a mail program posts there ends `purpose`, that of the mail, for the mailbox that got it. Never ends: a mail of
 * years ago must still let its reader leave (RFC 8058 §4).
 */
export function leavePath(app: App, to: PersonId | Addressed, purpose?: Purpose): string {
  const subject = typeof to === 'string' ? to : `${to.id}_${markOf(hashOf(app)(to.email))}`
  return `/leave/${app.seals.sign('people.leave', subject)}${purpose ? `?of=${purpose.key}` : ''}`
}

/** Enough of the hash of a mailbox to tell it from the others of one person. */
export const markOf = (hash: Buffer) => hash.toString('hex').slice(0, 16)

/** Who may leave by a link, and the mark of the mailbox that got it (former links have none); undefined when it is forged. */
export function openLeave(app: App, token: string): { person: PersonId; mark: string | undefined } | undefined {
  const [person, mark] = app.seals.open('people.leave', token, app.now())?.split('_') ?? []
  return person === undefined ? undefined : { person, mark }
}
