import type { App, Feature, OwnPage } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import type { Locale } from '#platform/i18n/locales'
import { fill } from '#platform/slots'
import { normaliseEmail } from '#platform/text/email'
import { mailboxHashOf } from '#people'
import { offered, votesAhead } from '../core/index.ts'
import { hasProxies, paths } from '../proxies/index.ts'
import { askRoutes, ownRoutes } from './routes/ask.tsx'
import { holderRoutes, meRoutes } from './routes/hold.tsx'
import { staffRoutes } from './routes/staff.tsx'
import { texts } from './texts.ts'

const ROUTES = [askRoutes, ownRoutes, meRoutes, holderRoutes, staffRoutes]

export const representing: Feature = {
  name: 'representing',
  owns: 'the pages by which one looks for somebody to vote for her, goes for somebody, or brings two together by hand; no table',
  texts,
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  ownPages,
  fills: [
    fill(offered, {
      order: 30,
      path: paths.ask,
      title: (locale) => texts.in(locale)('representing.title'),
      lead: (locale) => texts.in(locale)('representing.lead'),
    }),
  ],
  links: [{ place: 'staff', section: 'field', path: paths.staff, text: 'representing.staff.title', permission: 'proxies.see' }],
}

/** Where she asked or goes for somebody: from her own pages. */
async function ownPages(app: App, { person, email }: Pick<Actor, 'person' | 'email'>, locale: Locale): Promise<OwnPage[]> {
  // Where no vote is ahead all of it is forgotten.
  if ((await votesAhead(app, 'kept')).length === 0) return []
  const mailbox = mailboxHashOf(app)(normaliseEmail(email))
  if (!(await hasProxies(app.database.read, { person: person?.id ?? null, mailbox }))) return []
  return [{ path: paths.hold, text: texts.in(locale)('representing.me.title') }]
}
