import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { lift, type Purpose, recordWords, type Wording } from '../../ledger/index.ts'
import { hashesOf } from '../../addresses/index.ts'
import { db, type PersonId } from '../tables.ts'
import { refreshAgreed } from './agreed.ts'
import { liftFor } from './lifting.ts'

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
 * She agrees, signed in: a row of the ledger for each channel. Her own act takes off the list of those to be left alone what she said herself, and at a
 * mailbox that she proved what it said; what was said at a number that nobody proved stays.
 */
export async function giveConsent(tx: Tx, { person, purpose, now, locale, wording, hashOf }: Giving): Promise<void> {
  const read = { wording_id: wording.id, wording_text: wording.text }
  const said = { person_id: person, purpose, action: 'given' as const, locale, asked_at: now, ...read }
  await recordWords(tx, [said], { method: 'web', source: 'account', evidence: null, now })
  await refreshAgreed(tx, [person])
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', '=', person).execute()
  const points = await db(tx)
    .selectFrom('contact_point')
    .select(['kind', 'value', 'verified_at'])
    .where('person_id', '=', person)
    .where('claimed', '=', false)
    .execute()
  const hashed = (some: typeof points) => some.flatMap(({ value }) => hashesOf(hashOf, value))
  const proved = points.filter(({ kind, verified_at }) => kind === 'email' && verified_at)
  await lift(tx, { hashes: hashed(points), purposes: [purpose.key], of: [person] })
  if (purpose.channels.includes('email')) await liftFor(tx, person, { hashes: hashed(proved), purposes: [purpose.key] })
}
