import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { CURRENCIES } from '#platform/money'
import { barChart, daysChart } from '#ui/chart'
import { sayAmount } from '../../law/index.ts'
import { FiguresPage } from '../figures.page.tsx'
import { byDay, bySize, type DaySum, type Sizes } from '../queries/figures.ts'
import { zoneOf } from '../../sheets/index.ts'
import { everyDay, meanOf, SIZES } from '../rules/sizes.ts'
import { BookParams, PeriodQuery } from '../schema.ts'
import type { PageT } from '../texts.ts'
import { framed, pageOf } from './books.tsx'

const config = { permission: 'gifts.keep', everywhere: true } as const

type Words = { t: PageT; locale: Locale; currency: string }

/** Gifts in pictures: by day, and by size. Nobody is in them. */
export const figureRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: BookParams, querystring: PeriodQuery, hide: true }
  server.get('/staff/books/:recipient/figures', { config, schema }, async (request, reply) => {
    const page = await pageOf(app, request)
    const { recipient, period, t, locale } = page
    const asked = { recipient: recipient.id, period, zone: zoneOf(app, recipient) }
    const days = everyDay(await byDay(app.database.read, asked))
    const sizes = await bySize(app.database.read, asked)
    const words = { t, locale, currency: recipient.currency }
    const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
    const stats = [
      { value: say(sizes.median), label: t('accounting.median') },
      { value: say(meanOf(sizes)), label: t('accounting.mean') },
      { value: formatNumber(locale, sizes.n), label: t('accounting.gifts') },
      { value: say(sizes.largest), label: t('accounting.largest') },
    ]
    const props = {
      ...framed(page, 'figures'),
      locale,
      stats: sizes.n > 0 ? stats : [],
      days: days.length > 0 ? await daysSaid(days, words) : undefined,
      sizes: sizes.n > 0 ? await sizesSaid(sizes, words) : undefined,
    }
    return reply.page({ title: props.title, body: <FiguresPage {...props} /> })
  })
}

async function daysSaid(days: DaySum[], { t, locale, currency }: Words) {
  const unit = 10 ** (CURRENCIES[currency] ?? 2)
  const points = days.map(({ day, sum }) => ({ day: new Date(`${day}T00:00:00Z`), value: sum / unit }))
  const best = days.reduce((most, one) => (one.sum > most.sum ? one : most))
  return {
    svg: await daysChart(points, { locale, label: currency }),
    summary: t('accounting.days-said', {
      n: days.length,
      day: formatDay(locale, best.day),
      sum: sayAmount(locale, best.sum, currency),
    }),
    rows: days.map(({ day, n, sum }) => [formatDay(locale, day), formatNumber(locale, n), sayAmount(locale, sum, currency)]),
  }
}

async function sizesSaid({ bins, n, median, sum }: Sizes, { t, locale, currency }: Words) {
  const say = (amount: number) => sayAmount(locale, amount, currency)
  const named = bins.map((bin, at) => ({ ...bin, name: sizeName(at, { t, say }) }))
  return {
    svg: await barChart(
      named.map(({ name, n: value }) => ({ name, value })),
      locale,
    ),
    summary: t('accounting.sizes-said', { n, median: say(median), mean: say(meanOf({ n, sum })) }),
    rows: named.map((bin) => [bin.name, formatNumber(locale, bin.n), say(bin.sum)]),
  }
}

function sizeName(at: number, { t, say }: { t: PageT; say: (amount: number) => string }): string {
  const [from, to] = [SIZES[at - 1], SIZES[at]]
  if (from === undefined) return t('accounting.below', { to: say(to!) })
  return to === undefined
    ? t('accounting.from-on', { from: say(from) })
    : t('accounting.between', { from: say(from), to: say(to) })
}
