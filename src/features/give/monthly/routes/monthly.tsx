import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
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
import { paths } from '../../core/index.ts'
import { askAnew, findGift, PROVED_ABOVE } from '../../giving/index.ts'
import { LEAST } from '../../offering/index.ts'
import { changeAmount, pauseMonthly, resumeMonthly, stopMonthly } from '../commands/change.ts'
import { links } from '../links.ts'
import { MinePage, MonthlyPage } from '../monthly.page.tsx'
import { chargesOf, findMonthly, monthliesOf, type MonthlyRecord } from '../queries.ts'
import { amountNow, leadOf, riseDay } from '../saying.ts'
import { AmountForm, TokenParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
const schema = { params: TokenParams, hide: true } as const
const PATH = '/give/monthly/:token'
/** Gifts of it that its page tells. */
const TOLD = 24

const ACTS = { pause: pauseMonthly, resume: resumeMonthly, stop: stopMonthly } as const

/** The page of a monthly gift, for who has its link; those of a mailbox, for who has proved it to be hers. Nothing here needs a script. */
export const monthlyRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config: anyone, schema }, async (request, reply) =>
    show(app, reply, { plan: await monthlyIn(app, request) }),
  )

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
  const [charges, first, proved] = await Promise.all([
    chargesOf(read, plan.id, TOLD),
    findGift(read, plan.first_gift_id),
    isProved(app, request, plan),
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
      ...(open ? [t('monthly.under-way', { amount: said(open.amount) })] : []),
      ...(rise && plan.rise_to !== null && goesOn
        ? [t('monthly.rise', { day: formatDay(locale, rise), amount: said(plan.rise_to) })]
        : []),
    ],
    facts: [
      { label: t('monthly.amount'), value: said(amountNow(app, plan)) },
      { label: t('monthly.to'), value: plan.recipient },
      ...(first ? [{ label: t('monthly.mode'), value: t(`giving.mode-${first.mode}`) }] : []),
      { label: t('monthly.since'), value: dayOf(plan.made_at) },
    ],
    form: form ?? {
      values: { amount: typeAmount(locale, plan.rise_to ?? plan.amount, plan.currency) },
      errors: {},
    },
    action,
    may: { amount: goesOn, pause: plan.state === 'active', resume: plan.state === 'paused', stop: plan.state !== 'stopped' },
    again: plan.state === 'stopped' ? link(paths.recipient(plan.recipient_id)) : undefined,
    charges: charges.map(({ gift_id, amount, outcome, made_at }) => ({
      key: gift_id,
      cells: [dayOf(made_at), said(amount), t(`monthly.outcome-${outcome}`)],
    })),
  }
  return reply.page({ title, body: <MonthlyPage {...props} /> })
}
