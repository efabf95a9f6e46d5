import { fill } from '#platform/slots'
import { office } from '#staff'
import { recipientsOf } from '../core/index.ts'
import { heldFor } from '../giving/index.ts'
import { texts } from './texts.ts'

/** Gifts that somebody who keeps their books has to look at. */
export const heldGifts = fill(office.awaits, {
  path: '/staff/gifts',
  permission: 'gifts.keep',
  everywhere: true,
  count: async (app, actor) => {
    const mine = await recipientsOf(app.database.read, actor.account)
    return heldFor(
      app.database.read,
      mine.map(({ id }) => id),
    )
  },
  text: (locale, n) => texts.in(locale)('treasury.waits', { n }),
})
