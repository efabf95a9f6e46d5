import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import { CHANNELS } from '../rules.ts'
import { db, type PersonId } from '../tables.ts'
import { refreshAgreed } from './agreed.ts'

export type Giving = {
  person: PersonId
  purpose: 'news' | 'calls'
  now: Date
  locale: Locale
  /** What stood beside the button. */
  wording: { id: string; text: string }
  hashOf(address: string): Buffer
}

/**
 * She agrees, signed in: a row of the ledger for each channel. Her own act takes the address that she proved off the list of those to
 * be left alone; a number that nobody proved stays on it.
 */
export async function giveConsent(tx: Tx, { person, purpose, now, locale, wording, hashOf }: Giving): Promise<void> {
  const said = {
    person_id: person,
    purpose,
    action: 'given' as const,
    wording_id: wording.id,
    wording_text: wording.text,
    locale,
  }
  const proof = {
    method: 'web' as const,
    source: 'account',
    asked_at: now,
    collected_at: now,
    evidence: null,
    ip_truncated: null,
    browser: null,
  }
  await db(tx)
    .insertInto('consent')
    .values(CHANNELS[purpose].map((channel) => ({ id: newId(), channel, ...said, ...proof })))
    .execute()
  await refreshAgreed(tx, [person])
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', '=', person).execute()
  if (purpose !== 'news') return
  const points = await db(tx)
    .selectFrom('contact_point')
    .select('value')
    .where('person_id', '=', person)
    .where('kind', '=', 'email')
    .where('verified_at', 'is not', null)
    .execute()
  for (const { value } of points)
    await db(tx)
      .deleteFrom('suppression')
      .where((q) => q.and({ address_hash: hashOf(value), purpose: 'news' }))
      .execute()
}
