import type { Feature } from '#platform/app'
import { todayOf } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import { fill } from '#platform/slots'
import { mailboxHashOf } from '#people'
import { office } from '#staff'
import { recipientsOf } from '../core/index.ts'
import { donorsKept } from '../giving/index.ts'
import { otherWays } from '../offering/index.ts'
import { expecting } from '../reconciling/index.ts'
import { arriveByBank, returnArrival, takeArrival } from './commands/arrive.ts'
import { forgetMailboxes } from './commands/change.ts'
import { loadDemoLoans } from './demo.ts'
import { expectedLoans, findExpected } from './expected.ts'
import { workers } from './jobs.ts'
import { paths } from './paths.ts'
import { findOffer, lendersAmong, loansOfMailbox, waitingLoans } from './queries.ts'
import { loanRoutes, loansRoutes } from './routes/desk.tsx'
import { lendRoutes, ownRoutes } from './routes/lend.tsx'
import { offerRoutes } from './routes/offer.tsx'
import { texts } from './texts.ts'

const ROUTES = [lendRoutes, ownRoutes, loansRoutes, offerRoutes, loanRoutes]

/** Loans whose money is awaited, or of which an instalment is due. */
const waiting = fill(office.awaits, {
  path: paths.desk,
  permission: 'gifts.keep',
  everywhere: true,
  count: async (app, actor) => {
    const mine = await recipientsOf(app.database.read, actor.account)
    const ids = mine.map(({ id }) => id)
    return waitingLoans(app.database.read, ids, todayOf(app))
  },
  text: (locale, n) => texts.in(locale)('loans.waits', { n }),
})

/** On the page of a recipient that takes loans. */
const lending = fill(otherWays, {
  of: async (app, { recipient, locale }) =>
    (await findOffer(app.database.read, recipient.id))?.open
      ? { text: texts.in(locale)('loans.way'), path: paths.lend(recipient.id) }
      : undefined,
})

/** What persons lend comes over the bank, as gifts do. */
const byBank = fill(expecting, {
  kind: 'loan',
  sayState: (locale, state) => ofAnyKey(texts.in(locale))(`loans.state-${state}`),
  all: expectedLoans,
  find: findExpected,
  arrive: arriveByBank,
  take: takeArrival,
  goBack: returnArrival,
})

export const loans: Feature = {
  name: 'loans',
  owns: 'what persons lend, on what terms, and what went back',
  texts,
  journal: { acts: ['repay'], kinds: ['loan'] },
  migrations: 'src/features/give/loans/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  forgetMailboxes,
  loadDemo: loadDemoLoans,
  fills: [fill(donorsKept, lendersAmong), waiting, lending, byBank],
  ownPages: async (app, { email }, locale) =>
    (await loansOfMailbox(app.database.read, mailboxHashOf(app)(email))).length > 0
      ? [{ path: paths.mine, text: texts.in(locale)('loans.mine') }]
      : [],
  links: [
    { place: 'staff', section: 'money', path: '/staff/loans', text: 'loans.desk', permission: 'gifts.keep', everywhere: true },
  ],
  personalData: [{ table: 'loan', column: 'donor_id', onErasure: 'kept' }],
  impersonal: ['loan_offer', 'loan_instalment'],
}
