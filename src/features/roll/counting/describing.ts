import { formatNumber, type Locale } from '#platform/i18n/locales'
import type { Candidate, Total, Turnout } from './queries/counts.ts'
import { expressedIn } from './rules/figures.ts'
import type { T } from './texts.ts'

const percent = (locale: Locale, part: number, of: number) =>
  of === 0
    ? '–'
    : new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(part / of)

/** A row for each candidate of a total: name, votes, part of the votes for anybody. */
export function votesRows(locale: Locale, candidates: Candidate[], total: Pick<Total, 'votes'>): string[][] {
  const all = expressedIn(total)
  return candidates.map(({ id, name }) => {
    const n = total.votes[id] ?? 0
    return [name, formatNumber(locale, n), percent(locale, n, all)]
  })
}

/** Blank and void ballots and who took part, under the votes. */
export function otherFigures(
  t: T,
  locale: Locale,
  { registered, voters, blank, void: spoilt }: Omit<Total, 'key' | 'name'>,
): string {
  const said = (n: number) => formatNumber(locale, n)
  const values = { registered: said(registered), voters: said(voters), part: percent(locale, voters, registered) }
  return t('counting.results.others', { ...values, blank: said(blank), void: said(spoilt) })
}

export const turnoutLines = (t: T, locale: Locale, turnout: Turnout[]): string[] =>
  turnout.map(({ hour, stations, registered, voters }) =>
    t('counting.turnout.line', { hour: t(`counting.turnout.${hour}`), part: percent(locale, voters, registered), n: stations }),
  )
