import type { FastifyReply } from 'fastify'
import {
  type Ceiling,
  ceilingOf,
  ceilingRuleFor,
  type ClosedShare,
  closedShares,
  enterCeiling,
  returnShare,
  sayCategory,
  type SpendingFigures,
  spendingFigures,
  type SpendingId,
  type SpendingRecord,
  spendings,
  spentBy,
  type State,
  waitingFor,
} from '../../spending/index.ts'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { Invalid } from '#platform/errors'
import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { readAmount, ruleFor, sayAmount } from '../../law/index.ts'
import { SpendingBookPage, SpendingBooksPage } from '../book.page.tsx'
import { paths } from '../paths.ts'
import { BookParams, CeilingForm, ClosedParams, LookForm, VIEWS } from '../schema.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: BookParams, hide: true } as const
const PAGE = 50
const EMPTY: FormState = { values: {}, errors: {} }

/** What each view shows. */
const STATES: Record<(typeof VIEWS)[number], readonly State[] | undefined> = {
  waiting: ['seconded', 'draft'],
  owed: ['payable'],
  bare: ['payable', 'paid', 'given'],
  all: undefined,
}

type Look = { view?: (typeof VIEWS)[number] | undefined; before?: SpendingId | undefined }

/** The books that somebody keeps: what was spent, what is owed, what groups ask. */
export const spendingBookRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get(paths.books, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(read, request.actor.account)
    const waiting = await Promise.all(mine.map(({ id }) => waitingFor(read, [id])))
    const books = mine.map(({ id, name }, at) => ({
      href: request.link(paths.book(id)),
      name,
      waiting: t('paying.waits', { n: waiting[at]! }),
    }))
    return reply.page({ title: t('paying.title'), body: <SpendingBooksPage {...{ t, books }} /> })
  })

  server.get('/staff/spending/:recipient', { config, schema }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), look: {} }),
  )
  server.post('/staff/spending/:recipient', { config, schema: { ...schema, body: LookForm } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), look: request.body }),
  )

  server.post(
    '/staff/spending/:recipient/ceiling',
    { config, schema: { ...schema, body: CeilingForm }, attachValidation: true },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { recipient, look: {}, form }),
        work: async () => {
          const amount = readAmount(request.body.amount, recipient.currency, request.locale)
          if ('problem' in amount) throw new Invalid({ amount: amount.problem })
          const entered = { recipient: recipient.id, amount: amount.amount, source: request.body.source }
          await transact((tx) => enterCeiling(tx, handOf(app, request), entered))
          return reply.back(paths.book(recipient.id), 'saved')
        },
      })
    },
  )

  server.post(
    '/staff/spending/:recipient/closed/:group',
    { config, schema: { params: ClosedParams, hide: true } },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      const { group } = request.params
      await transact((tx) => returnShare(tx, app, { hand: handOf(app, request), recipient, group }))
      return reply.back(paths.book(recipient.id), 'saved')
    },
  )
}

type Shown = { recipient: RecipientRecord; look: Look; form?: FormState }

async function show(app: App, reply: FastifyReply, { recipient, look, form = EMPTY }: Shown) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const view = look.view ?? 'all'
  const states = STATES[view]
  const wanted = {
    recipient: recipient.id,
    ...(states ? { states } : {}),
    bare: view === 'bare',
    agreed: true,
    before: look.before,
    limit: PAGE + 1,
  }
  const [found, figures, ceiling, sums, closed] = await Promise.all([
    spendings(read, wanted),
    spendingFigures(read, recipient.id),
    ceilingOf(read, recipient.id),
    spentBy(read, recipient.id),
    closedShares(read, recipient.id),
  ])
  const page = found.slice(0, PAGE)
  const action = link(paths.book(recipient.id))
  const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
  const props = {
    t,
    locale,
    title: recipient.name,
    action,
    stats: statsOf(figures, ceiling, { t, locale, say }),
    ceiling: ceilingPart(app, recipient, { ceiling, figures, form, t, locale }),
    form: { values: { view }, errors: {} },
    views: VIEWS.map((value) => ({ value, text: t(`paying.view-${value}`) })),
    rows: page.map((one) => rowOf(one, { t, locale, href: link(paths.spending(one.recipient_id, one.id)) })),
    next: found.length > PAGE ? { action, fields: { view, before: page.at(-1)!.id }, text: t('paying.next') } : undefined,
    first: look.before ? { action, fields: { view }, text: t('paying.first') } : undefined,
    categories: sums.map(({ category, sum }) => [sayCategory(t, category), say(sum)]),
    closed: closed.map((one) => closedRow(one, { t, locale })),
  }
  return reply.page({ title: t('paying.of', { name: recipient.name }), body: <SpendingBookPage {...props} /> })
}

type Said = { t: PageT; locale: Locale }

function statsOf(
  { counted, owed, waiting }: SpendingFigures,
  ceiling: Ceiling | undefined,
  { t, locale, say }: Said & { say(amount: number): string },
) {
  return [
    { value: say(counted), label: t('paying.counted') },
    ...(ceiling ? [{ value: say(Math.max(0, ceiling.amount - counted)), label: t('paying.left') }] : []),
    { value: say(owed), label: t('paying.owed') },
    { value: formatNumber(locale, waiting), label: t('paying.asked', { n: waiting }) },
  ]
}

type Part = Said & { ceiling: Ceiling | undefined; figures: SpendingFigures; form: FormState }

function ceilingPart(app: App, recipient: RecipientRecord, { ceiling, figures, form, t, locale }: Part) {
  const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
  const rule = ceilingRuleFor(recipient)
  const words = rule ? t('paying.ceiling-due', { article: rule.article }) : t('paying.ceiling-unknown')
  const cash = cashWords(recipient, { t, say, now: app.now() })
  if (!ceiling) return { facts: [], words, cash, over: undefined, form }
  const left = ceiling.amount - figures.counted
  const day = formatDay(locale, clockIn(app.movement.current.timeZone, ceiling.entered_at).day)
  return {
    words,
    cash,
    form,
    over: left < 0 ? t('paying.over-now', { amount: say(-left) }) : undefined,
    facts: [
      { label: t('paying.ceiling-amount'), value: say(ceiling.amount) },
      { label: t('paying.left'), value: say(Math.max(0, left)) },
      { label: t('paying.ceiling-source'), value: ceiling.source },
      { label: t('paying.ceiling-by'), value: t('spending.by', { name: ceiling.email ?? t('spending.nobody'), day }) },
    ],
  }
}

/** What the ceiling makes of gifts in cash: counted by what stands at the recipient, whoever said it last. */
function cashWords(recipient: RecipientRecord, { t, say, now }: { t: PageT; say(amount: number): string; now: Date }) {
  const rule = ruleFor(recipient, now)?.cash
  const { ceiling } = recipient
  if (!rule) return undefined
  if (ceiling === null) return t('paying.cash-unknown')
  if (ceiling < rule.from) return t('paying.cash-free', { from: say(rule.from) })
  return t('paying.cash-most', { limit: say(Math.floor((ceiling * rule.share) / 100)), ceiling: say(ceiling) })
}

function rowOf(one: SpendingRecord, { t, locale, href }: Said & { href: string }) {
  const state = t(`spending.state-${one.state}`)
  return {
    id: one.id,
    href,
    words: one.words,
    payee: one.payee,
    amount: sayAmount(locale, one.amount, one.currency),
    category: sayCategory(t, one.category),
    state: one.group_name ? `${state} · ${one.group_name}` : state,
    day: formatDay(locale, one.spent_on),
  }
}

function closedRow({ group, name, closed_on, currency, left, aside, returned }: ClosedShare, { t, locale }: Said) {
  const say = (amount: number) => sayAmount(locale, amount, currency)
  const notes = [
    t('paying.closed-on', { day: formatDay(locale, closed_on) }),
    ...(aside > 0 ? [t('paying.closed-aside', { amount: say(aside) })] : []),
    ...(returned > 0 ? [t('paying.closed-returned', { amount: say(returned) })] : []),
  ]
  return {
    id: group,
    name,
    note: notes.join(' · '),
    button: left > 0 ? t('paying.closed-button', { amount: say(left) }) : undefined,
  }
}
