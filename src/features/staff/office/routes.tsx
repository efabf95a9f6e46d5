import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Denied } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { answersTo } from '#platform/text/answering'
import { OfficePage, SearchPage } from './office.page.tsx'
import { mayOpen } from './rules.ts'
import { SearchForm } from './schema.ts'
import { office } from './slots.ts'
import { texts } from './texts.ts'

const config = { permission: 'signed-in' } as const
/** Of each kind of things. */
const SHOWN = 5

/** Where somebody comes home to; what waits for the staff; the search from everywhere. */
export const officeRoutes: Routes = (app: App) => async (server) => {
  server.get('/home', { config, schema: { hide: true } }, async ({ actor, link }, reply) =>
    reply.redirect(link(actor.grants.size > 0 ? '/staff' : '/me/home'), 303),
  )

  server.get('/staff', { config, schema: { hide: true } }, async (request, reply) => {
    requireWork(request)
    return request.actor.strong ? showOffice(app, reply) : toSecondFactor(request, reply)
  })

  server.get('/search', { config, schema: { hide: true } }, async (request, reply) => {
    requireWork(request)
    return request.actor.strong ? showFound(app, reply, '') : toSecondFactor(request, reply)
  })

  // What is typed is a name, an address or a number, and has no place in an address that logs keep.
  server.post('/search', { config, schema: { body: SearchForm, hide: true } }, async (request, reply) => {
    requireWork(request)
    return request.actor.strong ? showFound(app, reply, request.body.q ?? '') : toSecondFactor(request, reply)
  })
}

type Asking = Pick<FastifyRequest, 'actor' | 'link' | 'plainPath'>

/** For whoever holds any permission; the pages look at which. */
function requireWork({ actor }: Asking): void {
  if (actor.grants.size === 0) throw new Denied('error.denied')
}

const toSecondFactor = ({ link, plainPath }: Asking, reply: FastifyReply) =>
  reply.redirect(`${link('/account/second-factor')}?next=${encodeURIComponent(link(plainPath))}`, 303)

async function showOffice(app: App, reply: FastifyReply) {
  const { actor, locale, link } = reply.request
  const t = texts.in(locale)
  const [waits, steps] = await Promise.all([waitingFor(app, reply.request), missing(app, reply.request)])
  const page = {
    t,
    name: actor.person?.given_name ?? '',
    waits: waits.map(({ path, n, text }) => ({ href: link(path), n: formatNumber(locale, n), text })),
    steps,
  }
  return reply.page({ title: t('office.title'), body: <OfficePage {...page} /> })
}

/** What waits for whoever asks, a query or two of each room. */
async function waitingFor(app: App, { actor, locale }: Pick<FastifyRequest, 'actor' | 'locale'>) {
  const mine = app.filled(office.awaits).filter((one) => mayOpen(actor, one))
  const counted = await Promise.all(mine.map(async (one) => ({ ...one, n: await one.count(app, actor) })))
  return counted.filter(({ n }) => n > 0).map(({ path, n, text }) => ({ path, n, text: text(locale, n) }))
}

/** What is still missing of the set-up. */
async function missing(app: App, { actor, locale, link }: Pick<FastifyRequest, 'actor' | 'locale' | 'link'>) {
  const mine = app.filled(office.steps).filter((one) => mayOpen(actor, one))
  const done = await Promise.all(mine.map((one) => one.isDone(app)))
  return mine
    .filter((_, n) => !done[n])
    .map((one) => {
      const way = one.way(app)
      return {
        text: one.text(locale),
        hint: one.hint(app, locale),
        way: way && { href: link(way.path), post: way.post === true, text: way.text(locale) },
      }
    })
}

async function showFound(app: App, reply: FastifyReply, typed: string) {
  const { actor, locale, link } = reply.request
  const t = texts.in(locale)
  const kinds = typed.trim() === '' ? [] : await found(app, { typed, actor, locale })
  const page = {
    t,
    action: link('/search'),
    form: { values: { q: typed }, errors: {} },
    asked: typed.trim() !== '',
    kinds: kinds.map(({ title, hits, all }) => ({
      title,
      hits: hits.map(({ path, ...hit }) => ({ ...hit, href: link(path) })),
      all: all && { action: link(all.path), fields: { q: typed }, text: all.text(locale) },
    })),
  }
  return reply.page({ title: t('office.search.title'), body: <SearchPage {...page} /> })
}

/** What answers to what was typed, kind by kind; pages of the program first, since they are looked for by name. */
async function found(app: App, { typed, actor, locale }: { typed: string } & Pick<FastifyRequest, 'actor' | 'locale'>) {
  const pages = app.pagesFor(actor, locale).filter(({ text }) => answersTo(text, typed))
  const mine = app.filled(office.searches).filter((one) => mayOpen(actor, one))
  const kinds = await Promise.all(
    mine.map(async (one) => {
      const hits = await one.find(app, { typed, actor, locale, limit: SHOWN + 1 })
      return { title: one.title(locale), hits: hits.slice(0, SHOWN), all: hits.length > SHOWN ? one.all : undefined }
    }),
  )
  const ofProgram = { title: texts.in(locale)('office.search.pages'), hits: pages.slice(0, SHOWN), all: undefined }
  return [ofProgram, ...kinds].filter(({ hits }) => hits.length > 0)
}
