import type { Handle } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { DonorId } from '../../giving/index.ts'
import { db } from '../tables.ts'

/** Whose summary is in this letter, with the address of today. */
export function donorsOfLetter(handle: Handle, letter: Id<'gift-letter'>) {
  return db(handle)
    .selectFrom('gift_year')
    .innerJoin('donor', 'donor.id', 'donor_id')
    .select(['donor.id', 'donor.email', 'donor.given_name', 'donor.family_name', 'gift_year.made_at'])
    .where('letter', '=', letter)
    .orderBy('donor.id')
    .execute()
}

/** The language in which somebody gave last. */
export async function localeOf(handle: Handle, donor: DonorId): Promise<Locale> {
  const { locale } = await db(handle)
    .selectFrom('gift')
    .select('locale')
    .where('donor_id', '=', donor)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return locale
}
