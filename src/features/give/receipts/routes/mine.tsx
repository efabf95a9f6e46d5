import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { HOUR, limiter, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import { Conflict } from '#platform/errors'
import { mailboxHashOf } from '#people'
import type { DonorId } from '../../giving/index.ts'
import { sendYears } from '../commands/years.ts'
import { MINE, links } from '../links.ts'
import { sendYearPaper, showMine, type Whose } from '../mine.tsx'
import { hasForgotten, haveCome, mailboxOf } from '../queries/mine.ts'
import { ForgottenPage, OverPage } from '../receipts.page.tsx'
import { OneYearParams, Paging, TokenOneYearParams, TokenParams, TokenYearParams, YearParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const own = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
const hide = true

/** All gifts of a mailbox, for who is signed in with it. */
export const mineRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const hashOf = (email: string) => mailboxHashOf(app)(email)

  server.get(MINE, { config: own, schema: { querystring: Paging, hide } }, async (request, reply) => {
    const mailbox = hashOf(request.actor.email)
    const lead = pageTexts.in(request.locale)('receipts.mine-lead')
    const whose: Whose = {
      mailbox,
      base: MINE,
      lead,
      forgotten: await hasForgotten(read, mailbox),
      forget: forgetOf(request),
    }
    return showMine(app, reply, { ...whose, before: request.query.before })
  })

  server.post('/me/gifts/erasure', { config: own, schema: { hide } }, async (request, reply) => {
    // Who is in the file is erased as a whole, by her record's page.
    if (request.actor.person) throw new Conflict('receipts.forget-there')
    const { email } = request.actor
    const kept = await haveCome(read, [hashOf(email)])
    await app.database.transact((tx) => app.forgetMailboxes(tx, [{ email, shared: false, given_name: '' }]))
    const t = pageTexts.in(request.locale)
    return reply.page({ title: t('receipts.forgotten'), body: <ForgottenPage t={t} kept={kept} /> })
  })

  server.get('/me/gifts/years/:year/:donor', { config: own, schema: { params: YearParams, hide } }, async (request, reply) => {
    const { year, donor } = request.params
    return sendYearPaper(app, reply, { mailbox: hashOf(request.actor.email), donor, year: Number(year) })
  })

  server.post('/me/gifts/years/:year', { config: own, schema: { params: OneYearParams, hide } }, async (request, reply) => {
    await askYear(app, { mailbox: hashOf(request.actor.email), year: Number(request.params.year) })
    return reply.redirect(request.link(MINE), 303)
  })
}

/** The same for who has the link of a letter. */
export const mineByLinkRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: 20, window: HOUR, key: networkOf }])

  server.get(
    '/give/mine/:token',
    { config: anyone, schema: { params: TokenParams, querystring: Paging, hide } },
    async (request, reply) => {
      const found = await mailboxIn(app, request.params.token)
      if (!found) return showOver(reply)
      const lead = pageTexts.in(request.locale)('receipts.mine-by-link')
      const base = `/give/mine/${request.params.token}`
      return showMine(app, reply, { ...found, base, lead, forget: undefined, before: request.query.before })
    },
  )

  server.get(
    '/give/mine/:token/years/:year/:donor',
    { config: anyone, schema: { params: TokenYearParams, hide } },
    async (request, reply) => {
      const { token, year, donor } = request.params
      const found = await mailboxIn(app, token)
      return found ? sendYearPaper(app, reply, { mailbox: found.mailbox, donor, year: Number(year) }) : showOver(reply)
    },
  )

  server.post(
    '/give/mine/:token/years/:year',
    { config: anyone, schema: { params: TokenOneYearParams, hide }, onRequest: limit },
    async (request, reply) => {
      const { token, year } = request.params
      const found = await mailboxIn(app, token)
      if (!found) return showOver(reply)
      await askYear(app, { mailbox: found.mailbox, year: Number(year) })
      return reply.redirect(request.link(`/give/mine/${token}`), 303)
    },
  )
}

const forgetOf = ({ actor, link }: Pick<FastifyRequest, 'actor' | 'link'>) =>
  actor.person ? { href: link('/me') } : { action: link('/me/gifts/erasure') }

/** The mailbox of whoever a link was sent to; none any more once she was erased. */
async function mailboxIn(app: App, token: string): Promise<{ mailbox: Buffer; forgotten: boolean } | undefined> {
  const donor: DonorId | undefined = links.openMine(app, token)
  const found = donor && (await mailboxOf(app.database.read, donor))
  return found?.email ? { mailbox: found.mailbox_hash, forgotten: false } : undefined
}

function showOver(reply: FastifyReply) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const signIn = `${link('/sign-in')}?next=${encodeURIComponent(MINE)}`
  return reply.code(404).page({ title: t('receipts.link-over'), body: <OverPage t={t} signIn={signIn} /> })
}

/** Sends the summary of a year that is over, before its time. Asked twice it leaves once. */
async function askYear(app: App, { mailbox, year }: { mailbox: Buffer; year: number }): Promise<void> {
  if (year >= Number(todayOf(app).slice(0, 4))) throw new Conflict('receipts.year-not-over')
  await app.database.transact((tx) => sendYears(tx, app, { year, mailbox, limit: 50 }))
}
