import { fill } from '#platform/slots'
import { waitingFor } from '../spending/index.ts'
import { office } from '#staff'
import { recipientsOf } from '../core/index.ts'
import { paths } from './paths.ts'
import { texts } from './texts.ts'

/** What groups ask of who keeps the books of their share. */
export const askedOfGroups = fill(office.awaits, {
  path: paths.books,
  permission: 'gifts.keep',
  everywhere: true,
  count: async (app, actor) => {
    const mine = await recipientsOf(app.database.read, actor.account)
    return waitingFor(
      app.database.read,
      mine.map(({ id }) => id),
    )
  },
  text: (locale, n) => texts.in(locale)('paying.waits', { n }),
})
