import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber } from '#platform/i18n/locales'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { sayAmount } from '../../law/index.ts'
import { BookPage, DeskPage } from '../desk.page.tsx'
import { links } from '../links.ts'
import { monthliesTo, monthlyFigures, type MonthlyRecord, type View } from '../queries.ts'
import { amountNow, nextDay } from '../saying.ts'
import { BookParams, ViewForm, VIEWS } from '../schema.ts'
import { pageTexts } from '../texts.ts'
import type { MonthlyId } from '../tables.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PAGE = 50
const BOOK = '/staff/monthly/:recipient'

/** Monthly gifts as who keeps the books sees them: what goes on, what banks refuse, what ended and why. */
export const deskRoutes: Routes = (app: App) => async (server) => {
  server.get(links.desk, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(app.database.read, request.actor.account)
    const books = mine.map(({ id, name }) => ({ href: request.link(links.book(id)), name }))
    return reply.page({ title: t('monthly.desk'), body: <DeskPage {...{ t, books }} /> })
  })

  server.get(BOOK, { config, schema: { params: BookParams, hide: true } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), look: {} }),
  )
  server.post(BOOK, { config, schema: { params: BookParams, body: ViewForm, hide: true } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), look: request.body }),
  )
}

type Look = { view?: View | undefined; before?: MonthlyId | undefined }

async function show(app: App, reply: FastifyReply, { recipient, look }: { recipient: RecipientRecord; look: Look }) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const view = look.view ?? 'active'
  const { read } = app.database
  const [found, figures] = await Promise.all([
    monthliesTo(read, { recipient: recipient.id, view, before: look.before, limit: PAGE + 1 }),
    monthlyFigures(read, recipient.id),
  ])
  const page = found.slice(0, PAGE)
  await witnessOf(app)(request.actor, { action: 'list', object: 'gift', id: recipient.id, count: page.length })
  const action = link(links.book(recipient.id))
  const number = (n: number) => formatNumber(locale, n)
  const props = {
    t,
    title: recipient.name,
    action,
    form: { values: { view }, errors: {} },
    views: VIEWS.map((value) => ({ value, text: t(`monthly.view-${value}`) })),
    stats: [
      { value: number(figures.active), label: t('monthly.figure-active') },
      { value: sayAmount(locale, figures.sum, recipient.currency), label: t('monthly.figure-sum') },
      { value: number(figures.paused), label: t('monthly.figure-paused') },
      { value: number(figures.failing), label: t('monthly.figure-failing') },
      { value: number(figures.failed), label: t('monthly.figure-failed') },
    ],
    head: [
      t('monthly.who'),
      t('monthly.amount'),
      t('monthly.where'),
      view === 'stopped' ? t('monthly.why') : t('monthly.next'),
      t('monthly.refusals'),
    ],
    rows: page.map((plan) => ({ key: plan.id, cells: cellsOf(app, plan, { locale, t }) })),
    next: found.length > PAGE ? { action, fields: { view, before: page.at(-1)!.id }, text: t('monthly.desk-next') } : undefined,
    first: look.before ? { action, fields: { view }, text: t('monthly.desk-first') } : undefined,
  }
  return reply.page({ title: recipient.name, body: <BookPage {...props} /> })
}

type Said = { locale: FastifyReply['request']['locale']; t: ReturnType<typeof pageTexts.in> }

function cellsOf(app: App, plan: MonthlyRecord, { locale, t }: Said): string[] {
  const { given_name, family_name, state, reason, currency, failures } = plan
  const next = nextDay(app, plan)
  return [
    `${given_name} ${family_name}`,
    sayAmount(locale, amountNow(app, plan), currency),
    t(`monthly.state-${state}`),
    reason
      ? t(reason === 'first' ? 'monthly.desk-first-failed' : `monthly.desk-${reason}`)
      : next
        ? formatDay(locale, next)
        : '–',
    formatNumber(locale, failures),
  ]
}
