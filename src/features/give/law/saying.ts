import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '#platform/money'
import type { Decision } from './deciding.ts'
import { texts } from './texts.ts'

/** Refusals that dues say in words of their own: the others speak of no gift. */
export const OF_DUES: readonly string[] =
  'no_rule rule_over currency no_window not_yet over filed due legal stranger stranger_over mode mode_over cap'.split(' ')

/** Refusals that are said to a treasurer of somebody else, who gives: the others speak to nobody. */
export const OF_DESK: readonly string[] = 'stranger stranger_over mode mode_over cash_over earmark cap'.split(' ')

/** `what`: it is of dues; `to`: a treasurer reads it, about who gives. */
type Said = Decision & { what?: 'dues'; to?: 'treasurer' }

/** What somebody is told of a decision about her gift, or her dues: why it is refused and what she still may give, or that it will be looked at; '' when it is taken. */
export function sayDecision(locale: Locale, decision: Said, currency: string): string {
  const t = ofAnyKey(texts.in(locale))
  if (decision.verdict === 'ok') return ''
  const { what, to } = decision
  if (decision.verdict === 'hold') return t(what === 'dues' ? 'law.dues.held' : 'law.held')
  const { reason, limit, remaining, missing } = decision
  const said = (amount: number | null) => (amount === null ? '' : sayAmount(locale, amount, currency))
  const why = reason.slice('law.refuse.'.length)
  const own = what === 'dues' && OF_DUES.includes(why) ? 'dues' : to === 'treasurer' && OF_DESK.includes(why) ? 'desk' : 'refuse'
  return t(`law.${own}.${why}`, {
    limit: said(limit),
    remaining: said(remaining),
    left: remaining ? 'some' : 'none',
    missing: new Intl.ListFormat(locale).format(missing.map((key) => t(`law.ask.${key}`))),
  })
}
