import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { figuresOf, type Figures, type GiftRecord, giftsTo, referenceOf, type State } from '../../giving/index.ts'
import { readAmount, sayAmount } from '../../law/index.ts'
import { BookPage, BooksPage } from '../treasury.page.tsx'
import { paths } from '../paths.ts'
import { deskPages } from '../slots.ts'
import { BookParams, LookForm, VIEWS } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PAGE = 50

/** What each view shows. */
const STATES: Record<(typeof VIEWS)[number], readonly State[] | undefined> = {
  waiting: ['held', 'promised'],
  paid: ['paid', 'refunded', 'disputed', 'lost'],
  over: ['declined', 'failed', 'cancelled', 'expired'],
  all: undefined,
}

type Look = { view?: (typeof VIEWS)[number] | undefined; q?: string | undefined; before?: string | undefined }

/** The books that somebody keeps: what waits, what came, who gave. */
export const bookRoutes: Routes = (app: App) => async (server) => {
  server.get(paths.books, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(app.database.read, request.actor.account)
    const books = mine.map(({ id, name }) => ({ href: request.link(paths.book(id)), name, waiting: t('treasury.opens') }))
    return reply.page({ title: t('treasury.title'), body: <BooksPage {...{ t, books }} /> })
  })

  server.get('/staff/gifts/:recipient', { config, schema: { params: BookParams, hide: true } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), look: {} }),
  )
  server.post(
    '/staff/gifts/:recipient',
    { config, schema: { params: BookParams, body: LookForm, hide: true } },
    async (request, reply) => show(app, reply, { recipient: await recipientInCharge(app, request), look: request.body }),
  )
}

async function show(app: App, reply: FastifyReply, { recipient, look }: { recipient: RecipientRecord; look: Look }) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const view = look.view ?? 'waiting'
  const words = look.q?.trim() || undefined
  const states = STATES[view]
  const read = words === undefined ? undefined : readAmount(words, recipient.currency, locale)
  const amount = read && 'amount' in read ? read.amount : undefined
  const asked = { recipient: recipient.id, ...(states ? { states } : {}), words, amount, before: look.before, limit: PAGE + 1 }
  const [found, figures] = await Promise.all([giftsTo(app.database.read, asked), figuresOf(app.database.read, recipient.id)])
  const page = found.slice(0, PAGE)
  await witnessOf(app)(request.actor, { action: 'list', object: 'gift', id: recipient.id, count: page.length })
  const action = link(paths.book(recipient.id))
  const kept = { view, ...(words ? { q: words } : {}) }
  const props = {
    t,
    title: recipient.name,
    action,
    form: { values: { view, q: words ?? '' }, errors: {} },
    views: VIEWS.map((value) => ({ value, text: t(`treasury.view-${value}`) })),
    stats: statsOf(figures, { locale, currency: recipient.currency, t }),
    pages: app.filled(deskPages).map(({ path, text }) => ({ href: link(path(recipient.id)), text: text(locale) })),
    rows: page.map((gift) => rowOf(app, gift, { request, t })),
    next: found.length > PAGE ? { action, fields: { ...kept, before: page.at(-1)!.id }, text: t('treasury.next') } : undefined,
    first: look.before ? { action, fields: kept, text: t('treasury.first') } : undefined,
  }
  return reply.page({ title: recipient.name, body: <BookPage {...props} /> })
}

type T = ReturnType<typeof pageTexts.in>

function rowOf(app: App, gift: GiftRecord, { request, t }: { request: Pick<Asked, 'link' | 'locale'>; t: T }) {
  const { locale, link } = request
  const day = clockIn(app.movement.current.timeZone, gift.paid_at ?? gift.made_at).day
  return {
    id: gift.id,
    href: link(paths.gift(gift.recipient_id, gift.id)),
    amount: sayAmount(locale, gift.amount, gift.currency),
    who: `${gift.given_name} ${gift.family_name}`,
    state: t(`giving.state-${gift.state}`),
    mode: t(`giving.mode-${gift.mode}`),
    day: formatDay(locale, day),
    reference: referenceOf(gift.number),
  }
}

function statsOf(figures: Figures[], { locale, currency, t }: { locale: Locale; currency: string; t: T }) {
  const of = (states: readonly State[]) => figures.filter(({ state }) => states.includes(state))
  const sum = (some: Figures[]) => some.reduce((all, one) => all + one.sum, 0)
  const count = (some: Figures[]) => some.reduce((all, { n }) => all + n, 0)
  const paid = of(['paid'])
  return [
    { value: sayAmount(locale, sum(paid), currency), label: t('treasury.received') },
    { value: formatNumber(locale, count(paid)), label: t('treasury.gifts') },
    { value: formatNumber(locale, count(of(['held']))), label: t('treasury.held') },
    { value: sayAmount(locale, sum(of(['promised', 'pending'])), currency), label: t('treasury.awaited') },
  ]
}
