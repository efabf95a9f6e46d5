import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { balancesOf, bookTexts, journalOf, type Statement, statementOf } from '../../books/index.ts'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { figuresOf } from '../../giving/index.ts'
import { sayAmount } from '../../law/index.ts'
import { BookPage, JournalPage, LinesPage, StatementPage } from '../books.page.tsx'
import { bookOf } from '../files.ts'
import { paths } from '../paths.ts'
import { zoneOf } from '../../sheets/index.ts'
import { formOf } from '../rules/forms.ts'
import { type Period, periodIn } from '../rules/period.ts'
import { accountNames } from '../naming.ts'
import { sayCause, sayHolds, saySigned } from '../saying.ts'
import { BookParams, PeriodQuery } from '../schema.ts'
import { waitingIn } from '../waiting.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: BookParams, querystring: PeriodQuery, hide: true } as const
const PAGE = 50

/** The books: where they stand, what was written, what befell each account, what is filed. */
export const bookRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/books/:recipient', { config, schema }, async (request, reply) =>
    showBook(app, reply, await recipientInCharge(app, request)),
  )

  server.get('/staff/books/:recipient/journal', { config, schema }, async (request, reply) => {
    const page = await pageOf(app, request)
    const { recipient, period, t, link } = page
    const { entries, next } = await journalOf(
      app.database.read,
      { book: bookOf(recipient), period },
      { after: request.query.after, limit: PAGE },
    )
    const nameOf = await accountNames(
      app.database.read,
      entries.flatMap(({ lines }) => lines),
      t,
    )
    const props = {
      ...framed(page, 'journal'),
      entries: entries.map((entry) => ({
        id: entry.id,
        day: formatDay(request.locale, entry.day),
        what: sayCause(t, entry),
        href: leadsTo(recipient, entry.cause, link),
        lines: entry.lines.map((line) =>
          t('accounting.entry-line', { account: nameOf(line), amount: saySigned(request.locale, line.amount, line.currency) }),
        ),
      })),
      next: next
        ? {
            href: `${link(paths.journal(recipient.id))}?from=${period.from}&to=${period.to}&after=${next}`,
            text: t('accounting.next'),
          }
        : undefined,
    }
    return reply.page({ title: props.title, body: <JournalPage {...props} /> })
  })

  server.get('/staff/books/:recipient/statement', { config, schema }, async (request, reply) => {
    const page = await pageOf(app, request)
    const statement = await statementOf(app.database.read, bookOf(page.recipient), page.period)
    const nameOf = await accountNames(app.database.read, statement.lines, page.t)
    const props = { ...framed(page, 'statement'), ...statementSaid(statement, page, nameOf) }
    return reply.page({ title: props.title, body: <StatementPage {...props} /> })
  })

  server.get('/staff/books/:recipient/lines', { config, schema }, async (request, reply) => {
    const page = await pageOf(app, request)
    const statement = await statementOf(app.database.read, bookOf(page.recipient), page.period)
    const props = { ...framed(page, 'lines'), ...linesSaid(statement, page) }
    return reply.page({ title: props.title, body: <LinesPage {...props} /> })
  })
}

type Paged = { recipient: RecipientRecord; period: Period; t: PageT; locale: Locale; link: (path: string) => string }

/** A recipient whose books are kept by who asks, and the days that she asks for. */
export async function pageOf(
  app: App,
  request: Asked<{ recipient: string }, { from?: string; to?: string; after?: string }>,
): Promise<Paged> {
  const recipient = await recipientInCharge(app, request)
  const period = periodIn(request.query, clockIn(zoneOf(app, recipient), app.now()).day)
  return { recipient, period, t: pageTexts.in(request.locale), locale: request.locale, link: request.link }
}

type PageName = 'journal' | 'statement' | 'lines' | 'annex' | 'figures'

/** What stands around each page of the books. */
export const framed = ({ recipient, period, t, link }: Paged, name: PageName) => ({
  t,
  title: t(`accounting.${name}`),
  lead: recipient.name,
  action: link(paths[name](recipient.id)),
  period,
  back: { href: link(paths.book(recipient.id)), text: t('accounting.to-book') },
})

function statementSaid({ lines, result }: Statement, { t, locale }: Paged, nameOf: (line: Statement['lines'][number]) => string) {
  const say = (amount: number, currency: string) => saySigned(locale, amount, currency)
  const sums = ['opening', 'debit', 'credit', 'closing'] as const
  const debit = lines.reduce((all, line) => all + line.debit, 0)
  const credit = lines.reduce((all, line) => all + line.credit, 0)
  const currency = lines[0]?.currency ?? 'EUR'
  return {
    rows: lines.map((line) => [nameOf(line), ...sums.map((sum) => say(line[sum], line.currency))]),
    results: result.map(({ amount, currency: of }) => t('accounting.result', { amount: say(amount, of) })),
    sums: t(debit === credit ? 'accounting.sums-right' : 'accounting.sums-wrong', {
      debit: say(debit, currency),
      credit: say(credit, currency),
    }),
  }
}

/** Where what made an entry is seen, where it has a page of its own. */
function leadsTo(
  { id }: RecipientRecord,
  cause: { kind: string; id: string },
  link: (path: string) => string,
): string | undefined {
  if (cause.kind === 'gift') return link(paths.gift(id, cause.id))
  if (cause.kind === 'loan') return link(paths.loan(id, cause.id))
  return cause.kind === 'spending' ? link(paths.spending(id, cause.id)) : undefined
}

/** What accounts hold, each kind of them once. */
function heldBy(
  accounts: readonly { code: string; name: string }[],
  t: PageT,
  nameOf: (account: { code: string; name: string }) => string,
) {
  const seen = new Map(accounts.map((account) => [account.code.replace(/:.*/, ''), account]))
  return [...seen.values()].flatMap((account) => {
    const text = sayHolds(t, account.code)
    return text ? [{ label: account.code.includes(':') ? account.name : nameOf(account), value: text }] : []
  })
}

/** Of each account of income and expense what it bears in the period, and the totals by the letters of the published form. */
function linesSaid({ lines }: Statement, { recipient, t, locale }: Paged) {
  const { currency } = recipient
  const of = (kind: 'income' | 'expense') => lines.filter((line) => line.kind === kind && line.currency === currency)
  const sumOf = (some: Statement['lines']) => some.reduce((all, { debit, credit }) => all + credit - debit, 0)
  const [receipts, spending] = [sumOf(of('income')), -sumOf(of('expense'))]
  const row = ({ code, name, debit, credit, kind }: Statement['lines'][number]) => [
    code,
    name,
    saySigned(locale, kind === 'income' ? credit - debit : debit - credit, currency),
  ]
  const form = formOf(recipient)
  const letters = form === 'fr-account' ? ['RE', 'DE', 'S'] : ['', '', '']
  const totals = [
    [t('accounting.total-receipts'), receipts],
    [t('accounting.total-spending'), spending],
    [t('accounting.total-rest'), receipts - spending],
  ] as const
  return {
    note: t(`accounting.lines-note-${form}`),
    known: t('accounting.lines-known'),
    held: heldBy([...of('income'), ...of('expense')], t, ({ code, name }) => `${code} ${name}`),
    receipts: of('income').map(row),
    spending: of('expense').map(row),
    totals: totals.map(([name, amount], n) => [letters[n] || String(n + 1), name, saySigned(locale, amount, currency)]),
  }
}

async function showBook(app: App, reply: FastifyReply, recipient: RecipientRecord) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const balances = await balancesOf(read, bookOf(recipient))
  const figures = await figuresOf(read, recipient.id)
  const waiting = await waitingIn(app, recipient)
  const kindOf = bookTexts.in(locale)
  const nameOf = await accountNames(read, balances, t)
  const came = figures.filter(({ state }) => state === 'paid').reduce((all, { sum }) => all + sum, 0)
  const cash = figures.filter(({ state, mode }) => state === 'paid' && mode === 'cash').reduce((all, { sum }) => all + sum, 0)
  const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
  const pages = ['journal', 'statement', 'annex', 'lines', 'figures', 'looks', 'sheet', 'files'] as const
  const props = {
    t,
    title: recipient.name,
    notices: [
      ...(recipient.filed_at
        ? [t('accounting.filed', { day: formatDay(locale, clockIn(zoneOf(app, recipient), recipient.filed_at).day) })]
        : []),
      ...(waiting > 0 ? [t('accounting.waits', { n: waiting })] : []),
    ],
    stats: [
      { value: say(came), label: t('accounting.came') },
      { value: say(cash), label: t('accounting.came-cash') },
    ],
    balances: balances.map((account) => [
      `${nameOf(account)} (${kindOf(`books.kind.${account.kind}`)})`,
      saySigned(locale, account.balance, account.currency),
    ]),
    held: heldBy(balances, t, nameOf),
    pages: pages.map((page) => ({
      href: link(paths[page](recipient.id)),
      text: t(`accounting.${page}`),
      hint: t(page === 'sheet' ? 'accounting.sheet-hint-book' : `accounting.${page}-hint`),
    })),
    back: { href: link(paths.gifts(recipient.id)), text: t('accounting.to-gifts') },
  }
  return reply.page({ title: props.title, body: <BookPage {...props} /> })
}
