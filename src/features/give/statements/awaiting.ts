import { fill } from '#platform/slots'
import { office } from '#staff'
import { recipientsOf } from '../core/index.ts'
import { paths } from './paths.ts'
import { waitingFor } from './queries/lines.ts'
import { texts } from './texts.ts'

/** Movements of the bank that somebody who keeps the books has to decide. */
export const linesToDecide = fill(office.awaits, {
  path: paths.all,
  permission: 'gifts.keep',
  everywhere: true,
  count: async (app, actor) => {
    const mine = await recipientsOf(app.database.read, actor.account)
    const waiting = await waitingFor(
      app.database.read,
      mine.map(({ id }) => id),
    )
    return [...waiting.values()].reduce((sum, n) => sum + n, 0)
  },
  text: (locale, n) => texts.in(locale)('statements.waits', { n }),
})
