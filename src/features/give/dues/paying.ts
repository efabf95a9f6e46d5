import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { isPaidAtOnce, type Offer } from '../giving/index.ts'
import { startPayment } from '../payments/index.ts'
import { links } from './links.ts'
import { db, type DueId } from './tables.ts'

/** What `payment.subject_kind` is of ours. */
export const SUBJECT = 'due'

type Paying = Pick<Offer, 'recipient' | 'amount' | 'mode' | 'locale' | 'description'> & { id: DueId }

/** Writes down the payment of a due beside it. The provider is asked after the commit. */
export async function beginPayment(
  tx: Tx,
  app: App,
  { id, recipient, amount, mode, locale, description }: Paying,
): Promise<void> {
  if (!isPaidAtOnce(mode)) throw new Error(`No provider takes ${mode}`)
  const payment_id = await startPayment(tx, {
    account: recipient.payment_account_id!,
    subject: { kind: SUBJECT, id },
    amount,
    mode,
    returnPath: links.due(app, id),
    locale,
    description,
    now: app.now(),
  })
  await db(tx).updateTable('due').set({ payment_id }).where('id', '=', id).execute()
}
