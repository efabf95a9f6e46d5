import type { Feature } from '#platform/app'
import { ofAnyKey } from '#platform/i18n/texts'
import { fill } from '#platform/slots'
import { mailboxHashOf } from '#people'
import { office } from '#staff'
import { recipientsOf } from '../core/index.ts'
import { countedBesides, donorsKept } from '../giving/index.ts'
import { otherWays } from '../offering/index.ts'
import { expecting } from '../reconciling/index.ts'
import { arriveByBank, returnArrival, takeArrival } from './commands/arrive.ts'
import { forgetMailboxes } from './commands/stop.ts'
import { loadDemoDues } from './demo.ts'
import { workers } from './jobs.ts'
import { paths } from './paths.ts'
import { duesBefore, openDues } from './queries/dues.ts'
import { expectedDues, findExpected } from './queries/expected.ts'
import { heldDues, membersAmong, membersOfMailbox } from './queries/members.ts'
import { findScale } from './queries/scales.ts'
import { joinRoutes } from './routes/join.tsx'
import { mineRoutes } from './routes/mine.tsx'
import { renewalRoutes, termRoutes } from './routes/term.tsx'
import { pageTexts, texts } from './texts.ts'

const ROUTES = [joinRoutes, termRoutes, renewalRoutes, mineRoutes]

/** Dues that somebody who keeps their books has to look at. */
const held = fill(office.awaits, {
  path: paths.desk,
  permission: 'gifts.keep',
  everywhere: true,
  count: async (app, actor) => {
    const mine = await recipientsOf(app.database.read, actor.account)
    return heldDues(
      app.database.read,
      mine.map(({ id }) => id),
    )
  },
  text: (locale, n) => texts.in(locale)('dues.waits', { n }),
})

/** On the page of a recipient that takes dues. */
const joining = fill(otherWays, {
  of: async (app, { recipient, locale }) =>
    (await findScale(app.database.read, recipient.id))?.open
      ? { text: texts.in(locale)('dues.way'), path: paths.join(recipient.id) }
      : undefined,
})

/** Dues by transfer come over the bank, as gifts do. */
const byBank = fill(expecting, {
  kind: 'due',
  sayState: (locale, state) => ofAnyKey(pageTexts.in(locale))(`giving.state-${state}`),
  all: expectedDues,
  find: findExpected,
  arrive: arriveByBank,
  take: takeArrival,
  goBack: returnArrival,
})

export const dues: Feature = {
  name: 'dues',
  owns: 'what members pay, for how long, and who is one',
  texts,
  journal: { kinds: ['due', 'dues'] },
  migrations: 'src/features/give/dues/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  forgetMailboxes,
  loadDemo: loadDemoDues,
  fills: [
    fill(countedBesides, { what: 'dues', sumsOf: duesBefore, openOf: openDues }),
    fill(donorsKept, membersAmong),
    held,
    joining,
    byBank,
  ],
  ownPages: async (app, { email }, locale) =>
    (await membersOfMailbox(app.database.read, mailboxHashOf(app)(email))).length > 0
      ? [{ path: paths.mine, text: texts.in(locale)('dues.mine') }]
      : [],
  personalData: [
    { table: 'dues_member', column: 'donor_id', onErasure: 'kept' },
    { table: 'due', column: 'member_id', onErasure: 'kept' },
    { table: 'due_reminder', column: 'member_id', onErasure: 'kept' },
  ],
  impersonal: ['dues_scale'],
}
