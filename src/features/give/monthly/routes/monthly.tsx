import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Id } from '#platform/db/id'
import type { Asked } from '#platform/http/asked'
import { Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { typeAmount } from '#platform/money/typed'
import { readAmount, sayAmount } from '../../law/index.ts'
import { mailboxHashOf } from '#people'
import type { FormState } from '#ui/form'
import { findRecipient, paths } from '../../core/index.ts'
import { askAnew, leadToPay, PROVED_ABOVE } from '../../giving/index.ts'
import { LEAST } from '../../offering/index.ts'
import { lookAgain, stateOf } from '../../payments/index.ts'
import { changeAmount, pauseMonthly, resumeMonthly, stopMonthly } from '../commands/change.ts'
import { askOtherMeans, meansMayChange, takeOtherMeans } from '../commands/means.ts'
import { links } from '../links.ts'
import { MinePage, MonthlyPage } from '../monthly.page.tsx'
import { chargesOf, findMonthly, monthliesOf, type MonthlyRecord } from '../queries.ts'
import { amountNow, leadOf, riseDay } from '../saying.ts'
import { AmountForm, TokenParams } from '../schema.ts'
import type { MonthlyId } from '../tables.ts'
import { type PageT, pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
const schema = { params: TokenParams, hide: true } as const
const PATH = '/give/monthly/:token'
/** Gifts of it that its page tells. */
const TOLD = 24

const ACTS = { pause: pauseMonthly, resume: resumeMonthly, stop: stopMonthly } as const

/** The page of a monthly gift, for who has its link; those of a mailbox, for who has proved it to be hers. Nothing here needs a script. */
export const monthlyRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config: anyone, schema }, async (request, reply) => {
    const plan = await monthlyIn(app, request)
    // She may be back before the provider has told us.
    const again = plan.asked_means !== null && (await lookAtMeans(app, plan.id, plan.asked_means))
    return show(app, reply, { plan: again ? await monthlyIn(app, request) : plan })
  })

  server.post(`${PATH}/means`, { config: anyone, schema }, async (request, reply) => {
    const { id } = await monthlyIn(app, request)
    const { locale } = request
    return leadToPay(app, reply, await app.database.transact((tx) => askOtherMeans(tx, app, { id, locale })))
  })

  for (const [act, work] of Object.entries(ACTS))
    server.post(`${PATH}/${act}`, { config: anyone, schema }, async (request, reply) => {
      const { id } = await monthlyIn(app, request)
      await app.database.transact((tx) => work(tx, app, id))
      return reply.back(links.monthly(app, id), 'saved')
    })

  const config = { config: anyone, schema: { ...schema, body: AmountForm }, attachValidation: true }
  server.post(`${PATH}/amount`, config, async (request, reply) => {
    const plan = await monthlyIn(app, request)
    return submitted(request, {
      again: (code, form) => show(app, reply.code(code), { plan, form }),
      work: async () => {
        const amount = await wantedIn(app, request, plan)
        await app.database.transact((tx) => changeAmount(tx, app, { id: plan.id, amount }))
        return reply.back(links.monthly(app, plan.id), 'saved')
      },
    })
  })

  server.get(links.mine, { config: { permission: 'signed-in' }, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = pageTexts.in(locale)
    const plans = await monthliesOf(app.database.read, mailboxHashOf(app)(actor.email))
    const props = {
      t,
      plans: plans.map((plan) => ({
        id: plan.id,
        href: link(links.monthly(app, plan.id)),
        title: titleOf(app, plan, request),
        lead: leadOf(app, { t, locale, plan, proved: true }),
      })),
      give: link(paths.give),
    }
    return reply.page({ title: t('monthly.title'), body: <MinePage {...props} /> })
  })
}

async function monthlyIn(app: App, { params }: Asked<{ token: string }>): Promise<MonthlyRecord> {
  const id = links.openMonthly(app, params.token)
  const plan = id && (await findMonthly(app.database.read, id))
  if (!plan) throw new NotFound('monthly.gone')
  return plan
}

/** Asks once more whether other means are kept, where that is not known yet. Whether it is worth a second look. */
async function lookAtMeans(app: App, id: MonthlyId, payment: Id<'payment'>): Promise<boolean> {
  const { read, transact } = app.database
  await lookAgain(app, payment)
  if ((await stateOf(read, payment))?.state !== 'paid') return false
  await transact((tx) => takeOtherMeans(tx, app, { id, payment }))
  return true
}

const DAY = 86_400_000

/** What became of her going to where other means are kept, while that is news. */
async function meansNotice(app: App, { asked_means, means }: MonthlyRecord) {
  const asked = asked_means === null ? undefined : await stateOf(app.database.read, asked_means)
  if (!asked || app.now().getTime() - asked.changed_at.getTime() > DAY) return undefined
  if (asked.state === 'paid') return means === asked_means ? ('monthly.means-kept' as const) : undefined
  return ['begun', 'open', 'pending'].includes(asked.state)
    ? ('monthly.means-waiting' as const)
    : ('monthly.means-refused' as const)
}

/** Whether who asks is signed in with the mailbox of that gift. */
async function isProved(app: App, request: Pick<FastifyRequest, 'visitor'>, { mailbox_hash }: MonthlyRecord): Promise<boolean> {
  const email = (await request.visitor())?.email
  return email !== undefined && mailboxHashOf(app)(email).equals(mailbox_hash)
}

type Sent = Pick<FastifyRequest, 'visitor' | 'locale'> & { body: { amount?: string } }

/** The amount that she wants. What would pass a cap is told to her alone: it says what she gave. Throws Invalid. */
async function wantedIn(app: App, request: Sent, plan: MonthlyRecord): Promise<number> {
  const read = readAmount(request.body.amount ?? '', plan.currency, request.locale)
  if ('problem' in read) throw new Invalid({ amount: read.problem })
  const { amount } = read
  if (amount < LEAST) throw new Invalid({ amount: 'giving.least' })
  const proved = await isProved(app, request, plan)
  if (amount > PROVED_ABOVE && amount > plan.amount && !proved) throw new Invalid({ amount: 'monthly.prove' })
  const decision = await app.database.transact((tx) => askAnew(tx, app, { like: plan.first_gift_id, amount }))
  const mayBeTold = decision.verdict === 'refuse' && (proved || decision.reason !== 'law.refuse.cap')
  if (mayBeTold && amount > plan.amount) throw new Invalid({ amount: 'monthly.over-law' })
  return amount
}

function titleOf(app: App, plan: MonthlyRecord, { locale }: Pick<Asked, 'locale'>): string {
  const amount = sayAmount(locale, amountNow(app, plan), plan.currency)
  return pageTexts.in(locale)('monthly.each', { amount, recipient: plan.recipient })
}

async function show(app: App, reply: FastifyReply, { plan, form }: { plan: MonthlyRecord; form?: FormState }) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const [charges, recipient, proved, news] = await Promise.all([
    chargesOf(read, plan.id, TOLD),
    findRecipient(read, plan.recipient_id),
    isProved(app, request, plan),
    meansNotice(app, plan),
  ])
  const said = (amount: number) => sayAmount(locale, amount, plan.currency)
  const dayOf = (at: Date) => formatDay(locale, clockIn(app.movement.current.timeZone, at).day)
  const rise = riseDay(plan)
  const open = charges.find(({ outcome, nth }) => outcome === 'under-way' && nth > 0)
  const goesOn = plan.state === 'active' || plan.state === 'paused'
  const action = link(links.monthly(app, plan.id))
  const title = titleOf(app, plan, request)
  const props = {
    t,
    locale,
    title,
    lead: leadOf(app, { t, locale, plan, proved }),
    notices: [
      ...(news ? [t(news)] : []),
      ...(open ? [t('monthly.under-way', { amount: said(open.amount) })] : []),
      ...(rise && plan.rise_to !== null && goesOn
        ? [t('monthly.rise', { day: formatDay(locale, rise), amount: said(plan.rise_to) })]
        : []),
    ],
    facts: [
      { label: t('monthly.amount'), value: said(amountNow(app, plan)) },
      { label: t('monthly.to'), value: plan.recipient },
      { label: t('monthly.mode'), value: t(`giving.mode-${plan.mode}`) },
      { label: t('monthly.since'), value: dayOf(plan.made_at) },
    ],
    form: form ?? {
      values: { amount: typeAmount(locale, plan.rise_to ?? plan.amount, plan.currency) },
      errors: {},
    },
    action,
    means: meansMayChange(app, plan, recipient!) ? meansOf(t, plan) : undefined,
    may: { amount: goesOn, pause: plan.state === 'active', resume: plan.state === 'paused', stop: plan.state !== 'stopped' },
    again: plan.state === 'stopped' ? link(paths.recipient(plan.recipient_id)) : undefined,
    charges: charges.map(({ gift_id, amount, outcome, made_at }) => ({
      key: gift_id,
      cells: [dayOf(made_at), said(amount), t(`monthly.outcome-${outcome}`)],
    })),
  }
  return reply.page({ title, body: <MonthlyPage {...props} /> })
}

/** How she gives it another card or account. First of all where a bank refuses, or it has ended for that. */
function meansOf(t: PageT, { mode, state, failures }: MonthlyRecord) {
  const what = mode === 'debit' ? 'debit' : 'card'
  const urgent = state === 'stopped' || failures > 0
  const lead = state === 'stopped' ? 'monthly.means-again' : urgent ? 'monthly.means-retry' : 'monthly.means-lead'
  return { title: t(`monthly.means-${what}`), lead: t(lead), button: t(`monthly.means-button-${what}`), urgent }
}
