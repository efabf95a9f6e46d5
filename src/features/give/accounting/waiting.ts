import type { App } from '#platform/app'
import { fill } from '#platform/slots'
import { office } from '#staff'
import { recipientsOf, type RecipientRecord } from '../core/index.ts'
import { zoneOf } from '../sheets/index.ts'
import { deskPages } from '../treasury/index.ts'
import { paths } from './paths.ts'
import { afterFiling, foreignCards, unsentRefunds } from './queries/looks.ts'
import { texts } from './texts.ts'

/** How much somebody should look at in the books of a recipient: cards from abroad, refunds that did not go through, and what befell after the account was filed. */
export async function waitingIn(app: App, recipient: RecipientRecord): Promise<number> {
  const { read } = app.database
  const foreign = await foreignCards(read, recipient, zoneOf(app, recipient))
  const after = await afterFiling(read, recipient)
  const unsent = await unsentRefunds(read, recipient, zoneOf(app, recipient))
  return foreign.length + after.length + unsent.length
}

/** The same, of all books that somebody keeps, in her office. */
export const looksWait = fill(office.awaits, {
  path: '/staff/gifts',
  permission: 'gifts.keep',
  everywhere: true,
  count: async (app, actor) => {
    const mine = await recipientsOf(app.database.read, actor.account)
    const counts = await Promise.all(mine.map((recipient) => waitingIn(app, recipient)))
    return counts.reduce((all, n) => all + n, 0)
  },
  text: (locale, n) => texts.in(locale)('accounting.waits', { n }),
})

/** What the treasurer's desk leads to. */
export const desk = [
  fill(deskPages, { path: paths.book, text: (locale) => texts.in(locale)('accounting.title') }),
  fill(deskPages, { path: paths.looks, text: (locale) => texts.in(locale)('accounting.looks') }),
  fill(deskPages, { path: paths.figures, text: (locale) => texts.in(locale)('accounting.figures') }),
]
