import { type Static, Type } from 'typebox'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { csvLine } from '#platform/csv'
import type { Routes } from '#platform/http/server'
import { countryName, dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import { todayOf } from '#platform/i18n/moments'
import { barChart, weeksChart } from '#ui/chart'
import { typeName } from '#events'
import { oneOf } from '#platform/http/shapes'
import { COUNTS, recipeTexts } from '#recipes'
import { areas } from '#territories'
import { DeedsPage } from './deeds.page.tsx'
import { type Acts, actsSince } from './queries.ts'
import { byWeek, firstMonday, sumBy, totals, WEEKS } from './rules.ts'
import { type T, texts } from './texts.ts'

const config = { permission: 'deeds.see' } as const
const Query = Type.Object({ weeks: Type.Optional(oneOf(WEEKS.map(String))) })

/** What was done, in figures, for those in charge of a territory. */
export const deedRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/deeds', { config, schema: { querystring: Query, hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const t = texts.in(locale)
    const { acts, first, weeks } = await read(app, request)
    const named = await namesOf(app, locale)
    const page = {
      t,
      locale,
      spans: WEEKS.map((n) => ({
        href: `${link('/staff/deeds')}?weeks=${n}`,
        text: t('deeds.weeks', { n }),
        current: n === weeks,
      })),
      stats: statsOf(t, locale, acts),
      kinds: acts.length > 0 ? await kindsOf(t, locale, acts) : undefined,
      weeks: acts.length > 0 ? await weeksOf(t, locale, byWeek(acts, first, weeks)) : undefined,
      places: sumBy(acts, ({ department }) => department ?? '').map((sum) => [
        named.get(sum.key) ?? t('deeds.nowhere'),
        formatNumber(locale, sum.acts),
        formatNumber(locale, sum.people),
      ]),
      csv: `${link('/staff/deeds.csv')}?weeks=${weeks}`,
    }
    return reply.page({ title: t('deeds.title'), body: <DeedsPage {...page} /> })
  })

  server.get('/staff/deeds.csv', { config, schema: { querystring: Query, hide: true } }, async (request, reply) => {
    const { acts } = await read(app, request)
    const lines = acts.map(({ week, kind, department, acts: n, people, counts }) =>
      csvLine([week, kind, department ?? '', String(n), String(people), ...COUNTS.map((name) => String(counts[name] ?? 0))]),
    )
    return reply
      .header('content-disposition', 'attachment; filename="deeds.csv"')
      .header('cache-control', 'private, no-store')
      .type('text/csv; charset=utf-8')
      .send(csvLine(['week', 'kind', 'department', 'acts', 'present', ...COUNTS]) + lines.join(''))
  })
}

async function read(app: App, { actor, query }: Asked<unknown, Static<typeof Query>>) {
  const zone = app.movement.current.timeZone
  const weeks = Number(query.weeks ?? 12)
  const first = firstMonday(todayOf(app), weeks)
  return { acts: await actsSince(app.database.read, { since: first, scope: actor.scope('deeds.see'), zone }), first, weeks }
}

async function namesOf({ database: { read: handle } }: App, locale: Locale): Promise<Map<string, string>> {
  const named = await areas(handle)
  return new Map(named.map(({ id, kind, name }) => [id, kind === 'country' ? countryName(locale, id) : name]))
}

function statsOf(t: T, locale: Locale, acts: Acts[]) {
  if (acts.length === 0) return []
  const rt = recipeTexts.in(locale)
  const [all] = sumBy(acts, () => '')
  return [
    { label: t('deeds.acts'), value: formatNumber(locale, all!.acts) },
    { label: t('deeds.people'), value: formatNumber(locale, all!.people) },
    ...totals(acts).map(({ name, n }) => ({ label: rt(`recipes.count-${name}`), value: formatNumber(locale, n) })),
  ]
}

function kindText(t: T, locale: Locale, kind: string): string {
  return typeName(locale, kind) ?? t(kind === 'meeting' ? 'deeds.kind-meeting' : 'deeds.kind-alone')
}

async function kindsOf(t: T, locale: Locale, acts: Acts[]) {
  const sums = sumBy(acts, ({ kind }) => kind)
  const bars = sums.map(({ key, acts: value }) => ({ name: kindText(t, locale, key), value }))
  const [most] = bars
  return {
    svg: await barChart(bars, locale),
    summary: t('deeds.kinds-summary', { kind: most!.name, n: most!.value }),
    rows: bars.map(({ name, value }) => [name, formatNumber(locale, value)]),
  }
}

async function weeksOf(t: T, locale: Locale, weeks: ReturnType<typeof byWeek>) {
  const day = dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const points = weeks.map(({ week, acts }) => ({ day: new Date(week), value: acts }))
  const last = points.at(-1)!
  return {
    svg: await weeksChart(points, { locale, label: t('deeds.acts') }),
    summary: t('deeds.weeks-summary', { week: day.format(last.day), n: last.value }),
    rows: points.map((point) => [day.format(point.day), formatNumber(locale, point.value)]),
  }
}
