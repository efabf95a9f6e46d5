import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { Purpose, Wording } from '../../ledger/index.ts'
import { db, type PersonId } from '../tables.ts'
import { keepWords } from './agreed.ts'

export type Giving = {
  person: PersonId
  purpose: Purpose
  now: Date
  locale: Locale
  /** What stood beside the button. */
  wording: Wording
  /** That of her session. */
  mailbox: string
}

/** She agrees, signed in: a row of the ledger for each channel, and what she had said no to is said no longer. */
export async function giveConsent(tx: Tx, { person, purpose, now, locale, wording, mailbox }: Giving): Promise<void> {
  const read = { wording_id: wording.id, wording_text: wording.text }
  const said = { person_id: person, purpose, action: 'given' as const, locale, asked_at: now, ...read }
  await keepWords(tx, [said], { method: 'web', source: 'account', evidence: null, now, mailbox })
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', '=', person).execute()
}
