import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { contactOf } from '#platform/mail/writing'
import { Invalid, NotFound } from '#platform/errors'
import { takeOneClick } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { hashOf } from '../../addresses/index.ts'
import { currentId, findSupporter, openLeave, type PersonId, sharedMailboxOf, withdrawConsents } from '../../core/index.ts'
import { currentConsents, type Purpose, purposesOf, withdrawalWording, wording } from '../../ledger/index.ts'
import { GonePage, LeavePage } from '../leave.page.tsx'
import { PrivacyPage } from '../privacy.page.tsx'
import { LeaveQuery, TokenParams, WithdrawalForm } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'anyone' } as const
const options = { config, schema: { params: TokenParams, hide: true } } as const

/** Leaving, by a link that only the person's own mails hold: nobody can act for another by typing an address. */
export const leaveRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.get('/leave/:token', options, async (request, reply) =>
    showLeave(app, reply, { ...(await leaverOf(app, request.params.token)), saved: false }),
  )

  // Also the address of List-Unsubscribe: a mail program posts here without any page, speaks for its mailbox, and means the news.
  takeOneClick(server)
  const withBody = { config, schema: { ...options.schema, querystring: LeaveQuery, body: WithdrawalForm } }
  server.post('/leave/:token', withBody, async (request, reply) => {
    const { person, mark } = await leaverOf(app, request.params.token)
    const { locale } = request
    const { purpose: pressed } = request.body
    const purposes = meant(app, pressed ?? request.query.of)
    const forAll = pressed === undefined || pressed === FOR_ALL
    const mailbox = forAll ? await sharedMailboxOf(app.database.read, person, mark) : undefined
    const withdrawal = {
      person,
      purposes,
      now: app.now(),
      wording: withdrawalWording(locale),
      locale,
      hashOf: hashOf(app),
      mailbox,
    }
    await transact((tx) => withdrawConsents(tx, withdrawal))
    return showLeave(app, reply, { person, mark, saved: true })
  })

  server.get('/privacy', { config, schema: { hide: true } }, async (request, reply) => {
    const t = texts.in(request.locale)
    const { name, controller } = app.movement.current
    const said = { movement: name, controller: controller ?? name, contact: contactOf(app) }
    return reply.page({ title: t('privacy.page.title'), body: <PrivacyPage t={t} {...said} /> })
  })
}

/** She says it for all who read her mailbox. */
const FOR_ALL = 'mailbox'

type Leavable = Purpose & { end: NonNullable<Purpose['end']> }

/** What ends by a button of the page to leave. */
const leavable = (app: App) => purposesOf(app).filter((one): one is Leavable => one.end !== undefined)

/** What somebody ends: one purpose, all, or what mails that named none were about. What is none is at fault. */
function meant(app: App, named: string | undefined): Purpose[] {
  const all = leavable(app)
  if (named === 'all' || named === FOR_ALL) return all
  const found = all.filter(({ key, unnamed }) => (named === undefined ? unnamed : key === named))
  if (found.length === 0) throw new Invalid({ purpose: 'form.wrong' })
  return found
}

/** Who leaves, and the mark of the mailbox that got her mail. */
type Leaver = { person: PersonId; mark: string | undefined }

/** Who holds a link to leave. Throws NotFound when it is forged. */
export async function leaverOf(app: App, token: string): Promise<Leaver> {
  const opened = openLeave(app, token)
  if (!opened) throw new NotFound('error.not-found')
  // Her records may have been merged since the mail was sent.
  return { ...opened, person: await currentId(app.database.read, opened.person) }
}

type Shown = Leaver & { saved: boolean }

async function showLeave(app: App, reply: FastifyReply, { person, mark, saved }: Shown) {
  const { request } = reply
  const supporter = await findSupporter(app.database.read, person)
  if (!supporter) return showGone(request, reply)
  const t = texts.in(request.locale)
  const { locale } = request
  const given = new Set((await currentConsents(app.database.read, person)).map(({ purpose }) => purpose))
  const agreed = leavable(app)
    .filter(({ key }) => given.has(key))
    .map((one) => ({ purpose: one.key, text: wording(app, one, { locale }).text, end: one.end[locale] }))
  const action = request.link(request.plainPath)
  const page = {
    t,
    name: supporter.given_name,
    movement: app.movement.current.name,
    agreed,
    shared: await sharedMailboxOf(app.database.read, person, mark),
    saved,
    action,
    erase: `${action}/erasure`,
  }
  return reply.page({ title: t('privacy.leave.title'), body: <LeavePage {...page} /> })
}

/** `kept`: what rooms must keep of her all the same. */
export function showGone(request: FastifyRequest, reply: FastifyReply, kept: string[] = []) {
  const t = texts.in(request.locale)
  return reply.page({ title: t('privacy.leave.over-title'), body: <GonePage t={t} kept={kept} /> })
}
