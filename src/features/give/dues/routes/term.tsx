import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay } from '#platform/i18n/locales'
import { typeAmount } from '#platform/money/typed'
import type { FormState } from '#ui/form'
import { printReference } from '../../banking/index.ts'
import { findRecipient } from '../../core/index.ts'
import { isPaidAtOnce, leadToPay, todoFor } from '../../giving/index.ts'
import { plainAmount, sayAmount, sayDecision } from '../../law/index.ts'
import { lookAgain } from '../../payments/index.ts'
import { beginAccepted } from '../commands/accept.ts'
import { stopMember } from '../commands/stop.ts'
import { renewDue } from '../commands/take.ts'
import { dayThere } from '../describing.ts'
import { links } from '../links.ts'
import { paths } from '../paths.ts'
import { type DueRecord, duesOf, findDue } from '../queries/dues.ts'
import { findMember, type MemberRecord } from '../queries/members.ts'
import { findScale } from '../queries/scales.ts'
import { modesOf, readRenewal } from '../reading.ts'
import { dueReference, mayRenew, standingOf } from '../rules.ts'
import { amountsOf, floorOf, sayStanding } from '../saying.ts'
import { RenewForm, TokenParams } from '../schema.ts'
import { DuePage, RenewPage } from '../term.page.tsx'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
const schema = { params: TokenParams, hide: true } as const
const EMPTY: FormState = { values: {}, errors: {} }

/** What became of one due, for who has its link. */
export const termRoutes: Routes = (app: App) => async (server) => {
  server.get('/dues/terms/:token', { config: anyone, schema }, async (request, reply) => {
    const { payment_id } = await dueIn(app, request)
    // She may be back before the provider has told us.
    if (payment_id) await lookAgain(app, payment_id)
    return showDue(app, reply, await dueIn(app, request))
  })

  server.post('/dues/terms/:token/payment', { config: anyone, schema }, async (request, reply) => {
    const due = await dueIn(app, request)
    await app.database.transact((tx) => beginAccepted(tx, app, due.id))
    const { payment_id } = (await findDue(app.database.read, due.id))!
    if (!payment_id) throw new NotFound('dues.gone')
    return leadToPay(app, reply, payment_id)
  })
}

/** Renewing and stopping, by the link that stands in the mails of a member: it came to her mailbox. */
export const renewalRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/dues/renewal/:token', { config: anyone, schema }, async (request, reply) =>
    showRenewal(app, reply, { member: await memberIn(app, request), form: undefined }),
  )

  server.post(
    '/dues/renewal/:token',
    { config: anyone, schema: { ...schema, body: RenewForm }, attachValidation: true },
    async (request, reply) => {
      const member = await memberIn(app, request)
      return submitted(request, {
        again: (code, form) => showRenewal(app, reply.code(code), { member, form }),
        work: async () => {
          const { recipient, scale } = await joined(app, member)
          if (!scale) throw new NotFound('dues.closed')
          const read = readRenewal(app, request.body, { recipient, scale, locale: request.locale })
          const { refused, due } = await transact((tx) => renewDue(tx, app, { member, recipient, ...read }))
          if (refused) {
            const notice = sayDecision(request.locale, { ...refused, what: 'dues' }, recipient.currency)
            return showRenewal(app, reply.code(422), { member, form: undefined, notice })
          }
          const { state, payment_id } = (await findDue(app.database.read, due))!
          if (state === 'begun' && isPaidAtOnce(read.mode)) return leadToPay(app, reply, payment_id!)
          return reply.redirect(request.link(links.due(app, due)), 303)
        },
      })
    },
  )

  server.post('/dues/renewal/:token/stop', { config: anyone, schema }, async (request, reply) => {
    const member = await memberIn(app, request)
    await transact((tx) => stopMember(tx, member.id, app.now()))
    return reply.back(links.renewal(app, member.id), 'saved')
  })
}

async function dueIn(app: App, { params }: Asked<{ token: string }>): Promise<DueRecord> {
  const id = links.openDue(app, params.token)
  const due = id && (await findDue(app.database.read, id))
  if (!due) throw new NotFound('dues.gone')
  return due
}

async function memberIn(app: App, { params }: Asked<{ token: string }>): Promise<MemberRecord> {
  const id = links.openRenewal(app, params.token)
  const member = id && (await findMember(app.database.read, id))
  if (!member) throw new NotFound('dues.gone')
  return member
}

/** What she joined, with its scale while it takes members. */
async function joined(app: App, { recipient_id }: MemberRecord) {
  const recipient = (await findRecipient(app.database.read, recipient_id))!
  const scale = await findScale(app.database.read, recipient_id)
  return { recipient, scale: scale?.open && recipient.public_at && !recipient.filed_at ? scale : undefined }
}

async function showDue(app: App, reply: FastifyReply, due: DueRecord) {
  const { locale, link, plainPath } = reply.request
  const t = pageTexts.in(locale)
  const recipient = (await findRecipient(app.database.read, due.recipient_id))!
  const amount = sayAmount(locale, due.amount, due.currency)
  const dayOf = (day: string | null) => (day === null ? '' : formatDay(locale, day))
  const values = {
    amount,
    recipient: due.recipient,
    reason: due.reason ?? '',
    until: dayOf(due.until_on),
    refunded: sayAmount(locale, due.refunded, due.currency),
  }
  const isOver = ['failed', 'cancelled', 'expired'].includes(due.state)
  const pays = due.state === 'accepted' || due.state === 'begun'
  const props = {
    t,
    title: t(`dues.title-${due.state}`, values),
    lead: t(`dues.lead-${due.state}`, values),
    facts: [
      { label: t('giving.amount'), value: amount },
      { label: t('giving.to-whom'), value: due.recipient },
      { label: t('giving.mode'), value: t(`giving.mode-${due.mode}`) },
      ...(due.from_on
        ? [{ label: t('dues.term'), value: t('dues.from-until', { from: dayOf(due.from_on), until: values.until }) }]
        : []),
      { label: t('giving.reference'), value: printReference(dueReference(due.number)) },
      ...(due.refunded > 0 ? [{ label: t('giving.refunded'), value: values.refunded }] : []),
    ],
    todo:
      due.state === 'promised'
        ? await todoFor(t, { ...due, recipient, reference: dueReference(due.number), words: t('dues.todo-words') })
        : undefined,
    pay: pays ? { action: link(`${plainPath}/payment`), text: t('giving.button-pay', values) } : undefined,
    again: isOver ? { href: link(paths.join(due.recipient_id)), text: t('dues.again') } : undefined,
  }
  return reply.page({ title: props.title, body: <DuePage {...props} /> })
}

type Renewal = { member: MemberRecord; form: FormState | undefined; notice?: string }

async function showRenewal(app: App, reply: FastifyReply, { member, form, notice }: Renewal) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const { recipient, scale } = await joined(app, member)
  const today = dayThere(app, recipient)
  const standing = standingOf(member.until, today, scale?.grace_days ?? 0)
  const [last] = await duesOf(app.database.read, [member.id])
  const before = last ? plainAmount(last.amount, last.currency) : ''
  const may = scale && mayRenew(scale.period, member.until, today)
  const action = link(links.renewal(app, member.id))
  const saying = { t, locale, currency: recipient.currency }
  const typed = form ?? {
    ...EMPTY,
    values: { amount: before, other: last ? typeAmount(locale, last.amount, last.currency) : '', mode: '' },
  }
  const choose = { value: '', text: t('giving.choose') }
  const props = {
    t,
    locale,
    title: t('dues.renew', { recipient: recipient.name }),
    lead: sayStanding(saying, { standing, until: member.until }),
    notice: notice ?? (scale ? (may ? undefined : t('dues.paid-already')) : t('dues.closed')),
    form: typed,
    action,
    choosing:
      scale && may
        ? {
            amounts: amountsOf(scale, saying),
            floor: floorOf(scale, saying),
            modes: [
              choose,
              ...modesOf(app, { recipient, scale }).map((mode) => ({ value: mode, text: t(`giving.mode-${mode}`) })),
            ],
          }
        : undefined,
    stop: member.stopped_at ? undefined : `${action}/stop`,
    stopped: member.stopped_at ? t('dues.stopped') : undefined,
    anew: { href: link(paths.join(recipient.id)), text: t('dues.anew') },
  }
  return reply.page({ title: props.title, body: <RenewPage {...props} /> })
}
