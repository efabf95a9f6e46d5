import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { type Asked, handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { countryName, formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { loanRuleFor, sayAmount } from '../../law/index.ts'
import { cancelLoan, receiveLoan, repayInstalment } from '../commands/change.ts'
import { printContract } from '../contract.ts'
import { BooksPage, LoanPage, LoansPage, YearPage } from '../desk.page.tsx'
import { dayThere } from '../lending.ts'
import { paths } from '../paths.ts'
import { findLoan, findOffer, type LoanRecord, loansTo, owedIn } from '../queries.ts'
import { loanReference, percentOf, sumOf, yearOf } from '../rules.ts'
import { scheduleSaid, termsSaid } from '../saying.ts'
import { LoanParams, LookForm, RecipientParams, RepayForm, YearParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: RecipientParams, hide: true } as const
const PAGE = 50
/** More lenders on one page would be a file, and files of many people leave by two. */
const MOST_IN_YEAR = 500

/** Loans to a recipient, for who keeps its books. */
export const loansRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  server.get(paths.desk, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(read, request.actor.account)
    const books = mine.map(({ id, name }) => ({ href: request.link(paths.loans(id)), name }))
    return reply.page({ title: t('loans.desk'), body: <BooksPage {...{ t, books }} /> })
  })

  server.get('/staff/loans/:recipient', { config, schema }, async (request, reply) =>
    showLoans(app, reply, { recipient: await recipientInCharge(app, request), before: undefined }),
  )
  server.post('/staff/loans/:recipient', { config, schema: { ...schema, body: LookForm } }, async (request, reply) =>
    showLoans(app, reply, { recipient: await recipientInCharge(app, request), before: request.body.before }),
  )

  server.get(
    '/staff/loans/:recipient/years/:year',
    { config, schema: { params: YearParams, hide: true } },
    async (request, reply) =>
      showYear(app, reply, { recipient: await recipientInCharge(app, request), year: Number(request.params.year) }),
  )
}

/** One loan, and what its treasurer writes down. */
export const loanRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const of = { params: LoanParams, hide: true } as const
  const PATH = '/staff/loans/:recipient/:loan'

  server.get(PATH, { config, schema: of }, async (request, reply) => showLoan(app, reply, await loanInCharge(app, request)))
  server.get(`${PATH}/contract`, { config, schema: of }, async (request, reply) => {
    const loan = await loanInCharge(app, request)
    await witnessOf(app)(request.actor, { action: 'view', object: 'loan', id: loan.id, count: 1 })
    return reply
      .type('application/pdf')
      .header('content-disposition', 'inline; filename="contract.pdf"')
      .send(await printContract(app, loan))
  })

  for (const [act, work] of Object.entries({ arrival: receiveLoan, cancellation: cancelLoan }))
    server.post(`${PATH}/${act}`, { config, schema: of }, async (request, reply) => {
      const loan = await loanInCharge(app, request)
      await transact((tx) => work(tx, app, { hand: handOf(app, request), loan: loan.id }))
      return reply.back(paths.loan(loan.recipient_id, loan.id), 'saved')
    })

  server.post(`${PATH}/repayment`, { config, schema: { ...of, body: RepayForm } }, async (request, reply) => {
    const loan = await loanInCharge(app, request)
    const n = Number(request.body.n)
    await transact((tx) => repayInstalment(tx, app, { hand: handOf(app, request), loan: loan.id, n }))
    return reply.back(paths.loan(loan.recipient_id, loan.id), 'saved')
  })
}

/** A loan to a recipient whose books are kept by who asks. Another's is not there. */
async function loanInCharge(app: App, request: Asked<{ recipient: string; loan: string }>): Promise<LoanRecord> {
  const recipient = await recipientInCharge(app, request)
  const loan = await findLoan(app.database.read, request.params.loan)
  if (loan?.recipient_id !== recipient.id) throw new NotFound('loans.gone')
  return loan
}

const leftOf = ({ instalments }: LoanRecord) => sumOf(instalments.filter(({ repaid_on }) => repaid_on === null))

async function showLoans(
  app: App,
  reply: FastifyReply,
  { recipient, before }: { recipient: RecipientRecord; before: string | undefined },
) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const rule = loanRuleFor(recipient, app.now())
  const [found, offer, owed] = await Promise.all([
    loansTo(read, { recipient: recipient.id, before, limit: PAGE + 1 }),
    findOffer(read, recipient.id),
    rule ? owedIn(read, recipient, rule) : 0,
  ])
  const page = found.slice(0, PAGE)
  await witnessOf(app)(actor, { action: 'list', object: 'loan', id: recipient.id, count: page.length })
  const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
  const today = dayThere(app, recipient)
  const limit = rule?.total.of === 'amount' ? rule.total.amount : (offer?.ceiling ?? null)
  const action = link(paths.loans(recipient.id))
  const props = {
    t,
    title: t('loans.loans-of', { recipient: recipient.name }),
    offer: { href: link(paths.offer(recipient.id)), text: t(offer ? 'loans.offer' : 'loans.offer-first') },
    year: {
      href: link(paths.year(recipient.id, Number(today.slice(0, 4)))),
      text: t('loans.year', { year: today.slice(0, 4) }),
    },
    stats: [
      { value: say(owed), label: t('loans.figure-owed') },
      ...(limit === null ? [] : [{ value: say(Math.max(0, limit - owed)), label: t('loans.figure-left') }]),
    ],
    rows: page.map((loan) => ({
      id: loan.id,
      href: link(paths.loan(recipient.id, loan.id)),
      cells: [
        `${loan.given_name} ${loan.family_name}`,
        t(`loans.state-${loan.state}`),
        say(leftOf(loan).principal),
        nextOf(loan, { today, locale, late: t('loans.late') }),
      ],
      amount: say(loan.amount),
    })),
    next: found.length > PAGE ? { action, fields: { before: page.at(-1)!.id }, text: t('loans.next') } : undefined,
  }
  return reply.page({ title: props.title, body: <LoansPage {...props} /> })
}

/** When the next instalment is due, and whether that day is past. */
function nextOf(
  { state, instalments }: LoanRecord,
  { today, locale, late }: { today: string; locale: Locale; late: string },
): string {
  const next = state === 'received' ? instalments.find(({ repaid_on }) => repaid_on === null) : undefined
  if (!next) return ''
  const day = formatDay(locale, next.due_on)
  return next.due_on < today ? `${day} · ${late}` : day
}

async function showLoan(app: App, reply: FastifyReply, loan: LoanRecord) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  await witnessOf(app)(actor, { action: 'view', object: 'loan', id: loan.id, count: 1 })
  const { state, currency, told, instalments } = loan
  const { street, postal_code, town, country } = told.fields
  const path = link(paths.loan(loan.recipient_id, loan.id))
  const next = state === 'received' ? instalments.find(({ repaid_on }) => repaid_on === null) : undefined
  const say = (amount: number) => sayAmount(locale, amount, currency)
  const props = {
    t,
    title: t('loans.loan-to', { amount: say(loan.amount), recipient: loan.recipient }),
    state: t(`loans.state-${state}`),
    facts: [
      { label: t('loans.lender'), value: `${loan.given_name} ${loan.family_name}` },
      { label: t('giving.email'), value: loan.email ?? '–' },
      {
        label: t('giving.address'),
        value: [street, `${postal_code} ${town}`, country && countryName(locale, country)].filter(Boolean).join(', '),
      },
      { label: t('loans.agreed-on'), value: formatDay(locale, loan.agreed_on) },
      ...termsSaid(loan, { t, locale }),
      { label: t('giving.reference'), value: loanReference(loan.number) },
      { label: t('loans.decided-by'), value: `${loan.rule} · ${loan.rule_version}` },
    ],
    schedule: scheduleSaid(instalments, { t, locale, currency }),
    arrival: state === 'agreed' ? { arrived: `${path}/arrival`, cancelled: `${path}/cancellation` } : undefined,
    repay: next && {
      action: `${path}/repayment`,
      n: String(next.n),
      text: t('loans.repay', { amount: say(next.principal + next.interest), day: formatDay(locale, next.due_on) }),
    },
    contract: { href: `${path}/contract`, text: t('loans.contract') },
    back: { href: link(paths.loans(loan.recipient_id)), text: t('loans.back') },
  }
  return reply.page({ title: props.title, body: <LoanPage {...props} /> })
}

async function showYear(app: App, reply: FastifyReply, { recipient, year }: { recipient: RecipientRecord; year: number }) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const all = await loansTo(app.database.read, { recipient: recipient.id, limit: MOST_IN_YEAR })
  const loans = all
    .filter(({ received_at, agreed_on }) => received_at !== null && Number(agreed_on.slice(0, 4)) <= year)
    .toReversed()
  await witnessOf(app)(actor, { action: 'list', object: 'loan', id: recipient.id, count: loans.length })
  const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
  const rows = loans.map((loan) => {
    const { before, during, left } = yearOf(loan.instalments, year)
    return { loan, before, during, left }
  })
  const total = (of: (row: (typeof rows)[number]) => number) => say(rows.reduce((sum, row) => sum + of(row), 0))
  const rule = loanRuleFor(recipient, app.now())
  const props = {
    t,
    title: t('loans.year-of', { year: String(year), recipient: recipient.name }),
    lead: rule?.statement ? t('loans.year-for', { authority: rule.statement }) : t('loans.year-lead'),
    head: ['lender', 'agreed-on', 'lent', 'rate', 'before', 'repaid-year', 'interest', 'left'].map((key) =>
      t(`loans.column-${key}` as 'loans.column-lender'),
    ),
    rows: [
      ...rows.map(({ loan, before, during, left }) => [
        `${loan.given_name} ${loan.family_name} · ${loanReference(loan.number)}`,
        formatDay(locale, loan.agreed_on),
        say(loan.amount),
        t('loans.percent', { percent: formatNumber(locale, percentOf(loan.rate)) }),
        say(before.principal),
        say(during.principal),
        say(during.interest),
        say(left),
      ]),
      [
        t('loans.column-all'),
        '',
        total(({ loan }) => loan.amount),
        '',
        total(({ before }) => before.principal),
        total(({ during }) => during.principal),
        total(({ during }) => during.interest),
        total(({ left }) => left),
      ],
    ],
    years: [year - 1, year + 1].map((one) => ({ href: link(paths.year(recipient.id, one)), text: String(one) })),
    back: { href: link(paths.loans(recipient.id)), text: t('loans.back') },
  }
  return reply.page({ title: props.title, body: <YearPage {...props} /> })
}
