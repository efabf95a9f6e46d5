import { countryName, dateFormat, formatDay, type Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { type Answer, everyRule, isStale, lawTexts, type RuleThere } from '../law/index.ts'
import type { T } from './texts.ts'

type Said = { t: T; locale: Locale }

const list = (locale: Locale, words: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words)

/** An answer in words, with its rule: "not before Tuesday at ten: …", "no: …". */
export function sayAnswer({ t, locale }: Said, answer: Exclude<Answer, { answer: 'yes' }>, zone: string): string {
  const { rule } = answer
  const by = rule.careful ? t('contact.answer.careful') : (rule.article ?? t('contact.rules.ours'))
  const why = t(`contact.why.${answer.reason}`)
  if (answer.answer === 'no') return t('contact.answer.no', { why, by })
  return t('contact.answer.not-before', { at: sayMoment(locale, new Date(answer.at), zone), why, by })
}

/** The rules by the country that they are of: the movement's own first, those of everywhere, other countries, and what holds where none is read. */
export function partsOf({ t, locale }: Said, { country, today }: { country: string; today: string }) {
  const rules = everyRule()
  const others = [...new Set(rules.map(({ of }) => of))].filter((of) => ![country, 'everywhere', 'careful'].includes(of))
  return [country, 'everywhere', ...others, 'careful']
    .map((of) => ({
      key: of,
      title: of === 'everywhere' || of === 'careful' ? t(`contact.rules.${of}`) : countryName(locale, of),
      lead: of === 'everywhere' || of === 'careful' ? t(`contact.rules.${of}-lead`) : t('contact.rules.country-lead'),
      lines: rules.filter((rule) => rule.of === of).map((rule) => lineOf({ t, locale }, rule, today)),
    }))
    .filter(({ lines }) => lines.length > 0)
}

function lineOf(said: Said, rule: RuleThere, today: string) {
  const { t, locale } = said
  const days = { read: formatDay(locale, rule.read), again: formatDay(locale, rule.review_by) }
  return {
    key: `${rule.id} ${rule.version}`,
    what: whatOf(said, rule),
    says: saysOf(said, rule),
    stands: rule.article ?? undefined,
    source: rule.source ?? undefined,
    read: t('contact.rules.read-line', days),
    stale: isStale(rule, today),
  }
}

function whatOf({ t, locale }: Said, rule: RuleThere): string {
  const about = t(`contact.about.${rule.about}`)
  if (rule.about === 'person') return about
  const channels =
    rule.channels.length === 4
      ? []
      : [
          list(
            locale,
            rule.channels.map((one) => t(`contact.channel.${one}`)),
          ),
        ]
  const kinds =
    'kinds' in rule && rule.kinds.length < 4
      ? [
          list(
            locale,
            rule.kinds.map((one) => lawTexts.in(locale)(`reach.kind.${one}`)),
          ),
        ]
      : []
  return [about, ...channels, ...kinds].join(' · ')
}

function saysOf(said: Said, rule: RuleThere): string {
  const { t, locale } = said
  const kinds = (some: readonly Parameters<typeof kindName>[1][]) =>
    list(
      locale,
      some.map((one) => kindName(locale, one)),
    )
  switch (rule.about) {
    case 'silence':
      return t('contact.says.silence', { kinds: kinds(rule.forbids) })
    case 'hours':
      return hoursOf(said, rule)
    case 'pressure':
      return t(`contact.says.${rule.per}`, { most: rule.most, days: rule.days })
    case 'mentions':
      return list(
        locale,
        rule.needs.map((one) => t(`contact.mention.${one}`)),
      )
    case 'person':
      return list(
        locale,
        rule.reasons.map((one) => t(`contact.why.${one}`)),
      )
  }
}

const kindName = (locale: Locale, kind: 'propaganda' | 'vote-help' | 'service' | 'dues') =>
  lawTexts.in(locale)(`reach.kind.${kind}`).toLowerCase()

/** "Monday, Tuesday: 10:00–13:00 and 14:00–20:00, no holidays". */
function hoursOf({ t, locale }: Said, { days, spans, holidays }: Extract<RuleThere, { about: 'hours' }>): string {
  if (!spans && days.length === 7) return t('contact.says.any-hour')
  // The first of January 2024 was a Monday.
  const weekday = (day: number) =>
    dateFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)))
  const week =
    days.length === 7
      ? t('contact.says.every-day')
      : t('contact.says.days', { from: weekday(days[0]!), to: weekday(days.at(-1)!) })
  const hours = list(
    locale,
    (spans ?? []).map(([from, to]) => `${from}–${to}`),
  )
  return [week, hours, ...(holidays ? [] : [t('contact.says.no-holidays')])].join(', ')
}
