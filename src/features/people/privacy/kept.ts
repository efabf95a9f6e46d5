import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { keptAtErasure } from '#platform/kept'
import { ownMailboxesOf, type PersonId } from '../core/index.ts'

/** What rooms must keep of somebody who is erased, each in a line. */
export async function keptOf(app: App, person: PersonId, locale: Locale): Promise<string[]> {
  const emails = await ownMailboxesOf(app.database.read, [person])
  if (emails.length === 0) return []
  const lines = await Promise.all(app.filled(keptAtErasure).map((one) => one.keptOf(app, emails, locale)))
  return lines.filter((line) => line !== undefined)
}
