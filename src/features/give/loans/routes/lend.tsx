import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { formValues, submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { countryName } from '#platform/i18n/locales'
import { countryOptions } from '#platform/i18n/countries'
import { todayOf } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import { mailboxHashOf } from '#people'
import type { FormState } from '#ui/form'
import { findRecipient, type RecipientRecord } from '../../core/index.ts'
import { isOpen, mentionsOf } from '../../offering/index.ts'
import { loanRuleFor, sayAmount, sayLoan } from '../../law/index.ts'
import { printReference } from '../../banking/index.ts'
import { type Lending, lend } from '../commands/lend.ts'
import { printContract } from '../contract.ts'
import { dayThere } from '../lending.ts'
import { LendPage, LendReviewPage, MinePage } from '../lend.page.tsx'
import { paths } from '../paths.ts'
import { findLoan, findOffer, type LoanRecord, loansOfMailbox, type OfferRecord } from '../queries.ts'
import { FIELDS, readLending } from '../reading.ts'
import { loanReference, scheduleOf, yearOf } from '../rules.ts'
import { scheduleSaid, termsSaid } from '../saying.ts'
import { LendForm, OwnParams, RecipientParams } from '../schema.ts'
import { type PageT, pageTexts } from '../texts.ts'

const mine = { permission: 'signed-in' } as const

/** Lending: the terms for anybody; the form for who has proved her mailbox. */
export const lendRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/loans/:recipient',
    { config: { permission: 'anyone' }, schema: { params: RecipientParams, hide: true } },
    async (request, reply) => {
      const of = await openTo(app, request.params.recipient)
      const isKnown = (await request.visitor()) !== undefined
      return showForm(app, reply, { ...of, form: { values: {}, errors: {} }, isKnown })
    },
  )

  server.post(
    '/loans/:recipient',
    { config: mine, schema: { params: RecipientParams, body: LendForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const of = await openTo(app, request.params.recipient)
      return submitted(request, {
        again: (code, form) => showForm(app, reply.code(code), { ...of, form, isKnown: true }),
        work: async () => {
          const { act, ...typed } = request.body
          if (act === 'change')
            return showForm(app, reply, { ...of, form: { values: formValues(request.body), errors: {} }, isKnown: true })
          const reading = { recipient: of.recipient, locale: request.locale, email: request.actor.email, least: of.offer.least }
          const lending = readLending(app, typed, reading)
          // Terms that changed since she saw them are seen again before anything is agreed.
          if (lending.seen !== of.offer.changed_at.toISOString()) throw new Conflict('loans.terms-changed')
          if (act !== 'lend') return showReview(app, reply, { ...of, lending, typed: request.body })
          const { refused } = await app.database.transact((tx) => lend(tx, app, lending))
          if (!refused) return reply.redirect(request.link(paths.mine), 303)
          const notice = sayLoan(request.locale, refused, of.recipient.currency)
          return showReview(app, reply.code(422), { ...of, lending, typed: request.body, notice })
        },
      })
    },
  )
}

/** What somebody lent, and its contract. */
export const ownRoutes: Routes = (app: App) => async (server) => {
  server.get(paths.mine, { config: mine, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = pageTexts.in(locale)
    const loans = await loansOfMailbox(app.database.read, mailboxHashOf(app)(actor.email))
    const recipients = new Map<string, RecipientRecord>()
    for (const id of new Set(loans.map(({ recipient_id }) => recipient_id)))
      recipients.set(id, (await findRecipient(app.database.read, id))!)
    const props = {
      t,
      loans: loans.map((loan) => ({
        ...ownLoan(app, loan, { t, locale, recipient: recipients.get(loan.recipient_id)! }),
        contract: link(paths.ownContract(loan.id)),
      })),
    }
    return reply.page({ title: t('loans.mine'), body: <MinePage {...props} /> })
  })

  server.get('/me/loans/:loan/contract', { config: mine, schema: { params: OwnParams, hide: true } }, async (request, reply) => {
    const loan = await own(app, request)
    return reply
      .type('application/pdf')
      .header('content-disposition', 'inline; filename="contract.pdf"')
      .send(await printContract(app, loan))
  })
}

/** A loan from the mailbox of who asks. Another's is not there. */
async function own(app: App, { params, actor }: Asked<{ loan: string }>): Promise<LoanRecord> {
  const loan = await findLoan(app.database.read, params.loan)
  if (!loan?.mailbox_hash.equals(mailboxHashOf(app)(actor.email))) throw new NotFound('loans.gone')
  return loan
}

type Own = { t: PageT; locale: LoanRecord['locale']; recipient: RecipientRecord }

function ownLoan(app: App, loan: LoanRecord, { t, locale, recipient }: Own) {
  const { amount, currency, state, instalments } = loan
  const say = (sum: number) => sayAmount(locale, sum, currency)
  const year = Number(dayThere(app, { country: loan.country, kind: loan.recipient_kind }).slice(0, 4))
  const { during, left } = yearOf(instalments, year)
  const awaited = [
    { label: t('giving.holder'), value: recipient.holder ?? recipient.beneficiary },
    ...(recipient.iban ? [{ label: 'IBAN', value: printReference(recipient.iban) }] : []),
    { label: t('giving.reference'), value: printReference(loanReference(loan.number)) },
  ]
  const lent = [
    { label: t('loans.repaid-in', { year: String(year) }), value: say(during.principal + during.interest) },
    { label: t('loans.left'), value: say(left) },
  ]
  return {
    id: loan.id,
    title: t('loans.loan-to', { amount: say(amount), recipient: loan.recipient }),
    state: t(`loans.state-${state}`),
    facts: [...termsSaid(loan, { t, locale }), ...(state === 'agreed' ? awaited : lent)],
    todo: state === 'agreed' ? t('loans.todo') : undefined,
    schedule: scheduleSaid(instalments, { t, locale, currency }),
  }
}

type Open = { recipient: RecipientRecord; offer: OfferRecord }

/** A recipient that borrows now. Of others nobody learns that they are there. */
async function openTo(app: App, id: string): Promise<Open> {
  const [recipient, offer] = [await findRecipient(app.database.read, id), await findOffer(app.database.read, id)]
  if (!recipient?.public_at || !offer?.open || !isOpen(recipient, todayOf(app))) throw new NotFound('loans.closed')
  return { recipient, offer }
}

async function showForm(
  app: App,
  reply: FastifyReply,
  { recipient, offer, form, isKnown }: Open & { form: FormState; isKnown: boolean },
) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const said = ofAnyKey(t)
  const rule = loanRuleFor(recipient, app.now())
  const props = {
    t,
    locale,
    title: t('loans.title', { recipient: recipient.name }),
    lead: t('loans.lead'),
    terms: [
      ...termsSaid(offer, { t, locale }),
      { label: t('loans.least'), value: sayAmount(locale, offer.least, recipient.currency) },
    ],
    consequences: offer.consequences,
    form,
    action: link(paths.lend(recipient.id)),
    // Whoever is signed out proves her mailbox first.
    signIn: isKnown ? undefined : `${link('/sign-in')}?next=${encodeURIComponent(paths.lend(recipient.id))}`,
    seen: offer.changed_at.toISOString(),
    fields: FIELDS,
    countries: [{ value: '', text: t('giving.choose') }, ...countryOptions(locale, app.movement.current.country)],
    declarations: (rule?.declarations ?? []).map((key) => ({
      key,
      text: key === 'own_money' ? t('loans.declare.own_money') : said(`law.declare.${key}`),
    })),
    closed: rule ? (rule.allowed ? undefined : t('law.loan.forbidden')) : t('law.loan.no_rule'),
    mentions: mentionsOf(t, locale, recipient),
  }
  return reply.page({ title: props.title, description: props.lead, body: <LendPage {...props} /> })
}

type Reviewed = Open & { lending: Lending; typed: unknown; notice?: string }

function showReview(app: App, reply: FastifyReply, { recipient, offer, lending, typed, notice }: Reviewed) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const { amount, given_name, family_name, email, told } = lending
  const { street, postal_code, town, country } = told.fields
  const { rate, months, kind } = offer
  const instalments = scheduleOf({ amount, rate, months, kind }, dayThere(app, recipient))
  const { act: _act, ...hidden } = formValues(typed)
  const props = {
    t,
    title: t('loans.review'),
    amount: sayAmount(locale, amount, recipient.currency),
    facts: [
      { label: t('giving.to-whom'), value: recipient.name },
      { label: t('giving.name'), value: `${given_name} ${family_name}` },
      { label: t('giving.email'), value: email },
      { label: t('giving.address'), value: [street, `${postal_code} ${town}`, countryName(locale, country!)].join(', ') },
      ...termsSaid(offer, { t, locale }),
    ],
    schedule: scheduleSaid(instalments, { t, locale, currency: recipient.currency }),
    consequences: offer.consequences,
    action: link(paths.lend(recipient.id)),
    hidden,
    notice,
  }
  return reply.page({ title: props.title, body: <LendReviewPage {...props} /> })
}
