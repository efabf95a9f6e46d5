import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import type { Translate } from '#platform/i18n/texts'
import { isDue, ruleOf, type Vote, votesAhead } from '../core/index.ts'
import type { pageTexts } from './texts.ts'

export type PageT = ReturnType<(typeof pageTexts)['in']>
type Option = { value: string; text: string }

/** Votes ahead that one may choose from, each with its day in most of the country. */
export async function votesToChoose(app: App, locale: Locale): Promise<Option[]> {
  const today = clockIn(app.movement.current.timeZone, app.now()).day
  const votes = await votesAhead(app)
  return votes.flatMap(({ id, name, days }) => {
    const last = mainDay(days)
    return last && last >= today ? [{ value: id, text: `${name}, ${formatDay(locale, last)}` }] : []
  })
}

/** The day of a vote where no narrower line says another. */
const mainDay = (days: Vote['days']): string | undefined =>
  (days.find(({ area_id, place_id }) => area_id === null && place_id === null) ?? days.at(-1))?.vote_on

export const madeOptions = (t: PageT): Option[] =>
  (['home', 'abroad'] as const).map((value) => ({ value, text: t(`representing.made.${value}`) }))

/** How many proxies one may hold, as the rule `proxy.limit` says. */
type Limit = { most: number; madeHome: number }

/** What the law of the votes ahead says, with where that stands; and whether there is a vote whose law we have not read. */
export type Law = { known: { limit: Limit; source: string; href: string; due: string | undefined } | undefined; unknown: boolean }

export async function lawOf(app: App, locale: Locale, t: Translate<'roll.source' | 'roll.due'>): Promise<Law> {
  const today = clockIn(app.movement.current.timeZone, app.now()).day
  const rules = (await votesAhead(app)).map(({ country, days }) => ruleOf<Limit>(country, 'proxy.limit', mainDay(days) ?? today))
  const rule = rules.find((one) => one !== undefined)
  if (!rule) return { known: undefined, unknown: true }
  const { value: limit, article, read, source: href, review } = rule
  const source = t('roll.source', { article, read: formatDay(locale, read) })
  const due = isDue(rule, today) ? t('roll.due', { review: formatDay(locale, review) }) : undefined
  return { known: { limit, source, href, due }, unknown: rules.includes(undefined) }
}

/** What the law says of votes at a consulate, where it counts otherwise and nobody is matched; undefined: we have read nothing of it. */
export type Abroad = { text: string; source: string; href: string }

export function consulateLaw(app: App, locale: Locale, t: PageT): Abroad | undefined {
  const { country, timeZone } = app.movement.current
  const rule = ruleOf<Limit>(country, 'proxy.limit-consulate', clockIn(timeZone, app.now()).day)
  if (!rule) return undefined
  const { value: limit, article, read, source: href } = rule
  const text = t('representing.law-consulate', { most: limit.most, home: limit.madeHome })
  return { text, source: t('roll.source', { article, read: formatDay(locale, read) }), href }
}
