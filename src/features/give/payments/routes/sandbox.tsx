import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import { openAccount } from '../accounts.ts'
import { playLater, playSandbox } from '../commands/sandbox.ts'
import { sayAmount } from '#platform/money'
import { refuseSandbox } from '../providers.ts'
import { findPayment } from '../queries/payments.ts'
import { sandboxPayment } from '../queries/sandbox.ts'
import { readAnew } from '../reading.ts'
import { PaymentParams, PlayForm, PLAYS } from '../schema.ts'
import { SandboxPage } from '../sandbox.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'anyone', turn: 'none' } as const
const pageTexts = joinTexts([httpTexts, texts])
const PATH = '/give/sandbox/:payment'

/** What each button makes of a payment. */
const BECOMES = { pay: 'paid', wait: 'pending', refuse: 'failed', cancel: 'cancelled' } as const

/** What each says of payments that are taken later by what is kept of this one. */
const LATER = { 'later-pay': 'paid', 'later-refuse': 'failed' } as const
const isLater = (play: (typeof PLAYS)[number]): play is keyof typeof LATER => play in LATER

/** The page that plays a provider. */
export const sandboxRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema: { params: PaymentParams, hide: true } }, (request, reply) =>
    show(app, reply, request.params.payment),
  )

  server.post(PATH, { config, schema: { params: PaymentParams, body: PlayForm, hide: true } }, async (request, reply) => {
    const { ref, account_id, return_path } = await played(app, request.params.payment)
    const { play } = request.body
    if (isLater(play)) {
      await app.database.transact((tx) => playLater(tx, ref, LATER[play]))
      return reply.redirect(request.link(`/give/sandbox/${request.params.payment}`), 303)
    }
    const state = BECOMES[play]
    await app.database.transact((tx) => playSandbox(tx, ref, { state, now: app.now() }))
    // As a provider would tell it; here nobody has to wait for that.
    await readAnew(app, account_id, [ref])
    return reply.redirect(return_path, 303)
  })
}

/** A payment that is played. NotFound for one that a provider has, or that was not begun. */
async function played(app: App, id: string) {
  const { read } = app.database
  const payment = await findPayment(read, id)
  const found = payment?.provider_ref && (await sandboxPayment(read, payment.provider_ref))
  if (!found) throw new NotFound('error.not-found')
  refuseSandbox(app, await openAccount(read, app, found.account_id))
  return found
}

async function show(app: App, reply: FastifyReply, id: string) {
  const { state, amount, currency, mode, description, return_path, keep, later } = await played(app, id)
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const plays = PLAYS.filter((play) => mayPlay(play, { state, mode, keep, later }))
  const page = {
    t,
    state,
    plays,
    description,
    amount: amount === 0 ? t('payments.nothing-taken') : sayAmount(locale, amount, currency),
    keeping: amount === 0,
    action: link(`/give/sandbox/${id}`),
    back: return_path,
  }
  return reply.page({ title: t('payments.sandbox'), body: <SandboxPage {...page} /> })
}

/** A card answers at once; a debit is on its way for days. */
function mayPlay(
  play: (typeof PLAYS)[number],
  { state, mode, keep, later }: { state: string; mode: string; keep: boolean; later: 'paid' | 'failed' },
): boolean {
  if (isLater(play)) return keep && state === 'paid' && LATER[play] !== later
  if (state === 'open') return play !== 'wait' || mode === 'debit'
  return state === 'pending' && (play === 'pay' || play === 'refuse')
}
