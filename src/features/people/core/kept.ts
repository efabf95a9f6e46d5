import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import { ownMailboxesOf } from './queries/holders.ts'
import type { PersonId } from './tables.ts'

/** What a room above must keep of who had these mailboxes when she is erased, in words; undefined where it keeps nothing. One query. */
type Keeping = { keptOf(app: App, emails: string[], locale: Locale): Promise<string | undefined> }

export const keptAtErasure = defineSlot<Keeping>('people.kept-at-erasure')

/** What rooms above must keep of somebody, each in a line. */
export async function keptOf(app: App, person: PersonId, locale: Locale): Promise<string[]> {
  const emails = await ownMailboxesOf(app.database.read, [person])
  if (emails.length === 0) return []
  const lines = await Promise.all(app.filled(keptAtErasure).map((one) => one.keptOf(app, emails, locale)))
  return lines.filter((line) => line !== undefined)
}
