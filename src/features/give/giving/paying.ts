import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import { linkIn } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientRecord } from '../core/index.ts'
import type { Mode } from '../law/index.ts'
import { startPayment } from '../payments/index.ts'
import { links } from './links.ts'
import type { GiftId } from './tables.ts'

/** What `payment.subject_kind` is of ours. */
export const SUBJECT = 'gift'

/** Whether a provider takes it, so that she goes there now. */
export const isPaidAtOnce = (mode: Mode): mode is 'card' | 'debit' => mode === 'card' || mode === 'debit'

type Paying = {
  id: GiftId
  recipient: RecipientRecord
  amount: number
  mode: Mode
  locale: Locale
  /** How the payment is called where she pays. */
  description: string
  keep?: boolean
  means?: Id<'payment'> | null
}

/** Writes down the payment of a gift, whose row names it. The provider is asked after the commit. */
export async function beginPayment(
  tx: Tx,
  app: App,
  { id, recipient, amount, mode, locale, description, keep, means }: Paying,
): Promise<Id<'payment'>> {
  if (!isPaidAtOnce(mode)) throw new Error(`No provider takes ${mode}`)
  return startPayment(tx, {
    account: recipient.payment_account_id!,
    subject: { kind: SUBJECT, id },
    amount,
    mode,
    // She comes back to her own language.
    returnPath: linkIn(locale, app.movement.current.locale)(links.gift(app, id)),
    locale,
    description,
    keep,
    means,
    now: app.now(),
  })
}
