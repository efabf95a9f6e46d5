import { fill } from '#platform/slots'
import { keptAtErasure } from '#platform/kept'
import { mailboxHashOf } from '#people'
import { haveCome } from './queries/mine.ts'
import { texts } from './texts.ts'

/** What accounts keep of who is erased: gifts that came. */
export const giftsKept = fill(keptAtErasure, {
  keptOf: async (app, emails, locale) => {
    const came = await haveCome(app.database.read, emails.map(mailboxHashOf(app)))
    return came ? texts.in(locale)('receipts.kept-by-law') : undefined
  },
})
