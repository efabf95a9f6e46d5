import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '#platform/money'
import type { Decision } from './deciding.ts'
import { texts } from './texts.ts'

/** What somebody is told of a decision about her gift: why it is refused and what she still may give, or that it will be looked at; '' when it is taken. */
export function sayDecision(locale: Locale, decision: Decision, currency: string): string {
  const t = ofAnyKey(texts.in(locale))
  if (decision.verdict === 'ok') return ''
  if (decision.verdict === 'hold') return t('law.held')
  const { reason, limit, remaining, missing } = decision
  const said = (amount: number | null) => (amount === null ? '' : sayAmount(locale, amount, currency))
  return t(reason, {
    limit: said(limit),
    remaining: said(remaining),
    left: remaining ? 'some' : 'none',
    missing: new Intl.ListFormat(locale).format(missing.map((key) => t(`law.ask.${key}`))),
  })
}
