import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '#platform/money'
import type { Decision } from './deciding.ts'
import { texts } from './texts.ts'

/** Refusals that dues say in words of their own: the others speak of no gift. */
export const OF_DUES: readonly string[] = ['no_rule', 'rule_over', 'stranger', 'mode', 'cap']

/** What somebody is told of a decision about her gift, or her dues: why it is refused and what she still may give, or that it will be looked at; '' when it is taken. */
export function sayDecision(locale: Locale, decision: Decision & { what?: 'dues' }, currency: string): string {
  const t = ofAnyKey(texts.in(locale))
  if (decision.verdict === 'ok') return ''
  if (decision.verdict === 'hold') return t('law.held')
  const { reason, limit, remaining, missing } = decision
  const said = (amount: number | null) => (amount === null ? '' : sayAmount(locale, amount, currency))
  const why = reason.slice('law.refuse.'.length)
  return t(decision.what === 'dues' && OF_DUES.includes(why) ? `law.dues.${why}` : reason, {
    limit: said(limit),
    remaining: said(remaining),
    left: remaining ? 'some' : 'none',
    missing: new Intl.ListFormat(locale).format(missing.map((key) => t(`law.ask.${key}`))),
  })
}
