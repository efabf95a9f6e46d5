import type { App } from '#platform/app'
import { dateFormat, formatDay, type Locale } from '#platform/i18n/locales'
import { addDays, todayOf } from '#platform/i18n/moments'
import { type Ending, type Endings, isDue, type Rule, ruleOf, type VotingHere, type Way } from '../core/index.ts'
import { firstDayOf } from './jobs.ts'
import type { Standing } from './standing.ts'
import { named, type T } from './texts.ts'
import { serviceOf } from './trees.ts'

/** "dimanche 18 avril 2027". `day`: YYYY-MM-DD. */
export const sayDay = (locale: Locale, day: string): string =>
  dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day))

type Say = { t: T; locale: Locale }

/** Until when, as one says it: to the last minute of its day, or to when the counter shuts. */
function untilText({ t, locale }: Say, { day, hour }: Pick<Ending, 'day' | 'hour'>): string {
  const said = sayDay(locale, day)
  if (hour === null) return t('registering.until-counter', { day: said })
  return hour === '24:00' ? t('registering.until-midnight', { day: said }) : t('registering.until-hour', { day: said, hour })
}

const WAYS_OF = { ordinary: ['online', 'paper'], late: ['late'] } as const satisfies Record<string, Way[]>

/** Until when somebody may do what she is told, each way on a line; one that is over says so. */
export function untilLines(say: Say, endings: Endings, { until, now }: { until: 'ordinary' | 'late'; now: Date }): string[] {
  return WAYS_OF[until].flatMap((way) => {
    const ending = endings[way]
    if (!ending) return []
    const line = say.t(`registering.way-${way}`, { until: untilText(say, ending) })
    return [now < ending.at ? line : `${line} ${say.t('registering.over-then')}`]
  })
}

export type SourceLine = { text: string; href: string; due: boolean }

/** Where a rule stands, and when it was read. */
export function sourceLine({ t, locale }: Say, rule: Rule, today: string): SourceLine {
  const values = {
    article: rule.article,
    read: formatDay(locale, rule.read),
    as_of: rule.as_of ? formatDay(locale, rule.as_of) : '',
  }
  const text = t(rule.as_of ? 'registering.source-as-of' : 'registering.source', values)
  return { text, href: rule.source, due: isDue(rule, today) }
}

/** Days before the last one on which a reminder may leave. */
const AHEAD = { week: 7, three: 3, day: 0 } as const

/** What an outcome tells, in words. */
export function outcomeOf(app: App, say: Say, standing: Standing & { outcome: string }) {
  const { t, locale } = say
  const { outcome, tree, here, endings, where } = standing
  const { do: steps, bring, until, links, rules } = tree.outcomes[outcome]!
  const { country } = app.movement.current
  const voteOn = here?.settled_by ?? todayOf(app)
  const at = serviceOf(country)?.links ?? {}
  const read = rules.flatMap((key) => ruleOf(country, key, voteOn) ?? [])
  const own = until ? WAYS_OF[until].flatMap((way) => endings[way]?.rule ?? []) : []
  const sources = new Map([...read, ...own].map((rule) => [rule.article, sourceLine(say, rule, todayOf(app))]))
  return {
    title: named(t, 'o', outcome),
    steps: steps.map((key) => named(t, 'do', key)),
    vote: until && here && t('registering.until-of', { name: here.vote.name, day: sayDay(locale, here.vote_on) }),
    until: until ? untilLines(say, endings, { until, now: app.now() }) : [],
    timeless: until !== null && !here,
    bring: bring.map((key) => named(t, 'bring', key)),
    links: [...links, ...(until ? ['hall'] : [])].flatMap((key) =>
      at[key] ? [{ href: at[key], text: named(t, 'link', key) }] : [],
    ),
    sources: [...sources.values()],
    where: where && t('registering.until-in', { town: where }),
    reminder: until && here ? reminderOf(say, { here, endings, until }, app.now()) : undefined,
  }
}

type Due = { vote: string; last: string; options: { value: string; text: string }[] }

/** The days on which somebody may be reminded, told by how long before the vote they are. Undefined: it is too late for all. */
function reminderOf(
  { t, locale }: Say,
  { here, endings, until }: { here: VotingHere; endings: Endings; until: 'ordinary' | 'late' },
  now: Date,
): Due | undefined {
  const open = WAYS_OF[until].flatMap((way) => endings[way] ?? []).filter(({ at }) => now < at)
  const last = open.map(({ day }) => day).toSorted()[0]
  if (last === undefined) return undefined
  const vote = firstDayOf(here.vote)
  const before = (day: string) => Math.round((Date.parse(vote) - Date.parse(day)) / 86_400_000)
  const options = (['week', 'three', 'day'] as const)
    .map((name) => ({ name, day: addDays(last, -AHEAD[name]) }))
    .filter(({ day }) => Date.parse(`${day}T12:00:00Z`) > now.getTime())
    .map(({ name, day }) => ({
      value: String(before(day)),
      text: t(`registering.remind.${name}`, { day: formatDay(locale, day) }),
    }))
  return options.length > 0 ? { vote: here.vote.id, last, options } : undefined
}
