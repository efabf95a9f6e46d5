import type { Locale } from '#platform/i18n/locales'
import { texts } from './texts.ts'

/** What providers call the reasons for which they refuse a refund (`ErrorCode` of stripe 23.1.0; the field that Mollie names). */
const REASONS: Record<string, 'gone' | 'disputed' | 'balance' | 'unpaid'> = {
  charge_already_refunded: 'gone',
  amount: 'gone',
  charge_disputed: 'disputed',
  refund_disputed_payment: 'disputed',
  balance_insufficient: 'balance',
  insufficient_funds: 'balance',
  charge_not_refundable: 'unpaid',
  status: 'unpaid',
  'not-paid': 'unpaid',
}

/** Why a provider refused a refund; of a reason that nobody here knows its own word. null: it was made, and came back. */
export function sayRefusal(locale: Locale, code: string | null): string {
  const t = texts.in(locale)
  if (code === null) return t('payments.refusal-returned')
  const reason = REASONS[code]
  return reason ? t(`payments.refusal-${reason}`) : t('payments.refusal-other', { code })
}
