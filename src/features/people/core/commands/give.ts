import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { lift, type Purpose, recordWords, type Wording } from '../../ledger/index.ts'
import { db, type PersonId } from '../tables.ts'
import { refreshAgreed } from './agreed.ts'

export type Giving = {
  person: PersonId
  purpose: Purpose
  now: Date
  locale: Locale
  /** What stood beside the button. */
  wording: Wording
  hashOf(address: string): Buffer
}

/**
 * She agrees, signed in: a row of the ledger for each channel. Her own act takes the address that she proved off the list of those to
 * be left alone; a number that nobody proved stays on it.
 */
export async function giveConsent(tx: Tx, { person, purpose, now, locale, wording, hashOf }: Giving): Promise<void> {
  const read = { wording_id: wording.id, wording_text: wording.text }
  const said = { person_id: person, purpose, action: 'given' as const, locale, asked_at: now, ...read }
  await recordWords(tx, [said], { method: 'web', source: 'account', evidence: null, now })
  await refreshAgreed(tx, [person])
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', '=', person).execute()
  const proved = await db(tx)
    .selectFrom('contact_point')
    .select('value')
    .where('person_id', '=', person)
    .where('kind', '=', 'email')
    .where('verified_at', 'is not', null)
    .execute()
  if (purpose.channels.includes('email'))
    await lift(tx, { hashes: proved.map(({ value }) => hashOf(value)), purposes: [purpose.key] })
}
