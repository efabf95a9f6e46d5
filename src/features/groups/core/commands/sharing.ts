import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { keepWords, type PersonId, type Wording } from '#people'
import { SHARED } from '../purposes.ts'
import { db, type GroupId, type Mails, type Sharing } from '../tables.ts'

export const SHARINGS: Sharing[] = ['organisers_see', 'shows_name', 'shows_contact']

/** What somebody agrees to in a group, in the words that she had before her. */
export type Agreed = {
  sharing: Record<Sharing, boolean>
  wordings: Record<Sharing, Wording>
  locale: Locale
  method: 'web' | 'paper'
}

/** Sets what a member gets by mail of her group's talk. Who is in it no longer is no error: a link in an old mail says so too. */
export async function setMails(
  tx: Tx,
  { group, person, mails }: { group: GroupId; person: PersonId; mails: Mails },
): Promise<void> {
  await db(tx).updateTable('membership').set({ mails }).where('group_id', '=', group).where('person_id', '=', person).execute()
}

/** Sets what a member shows, and writes into the ledger what changed. */
export async function writeSharing(
  tx: Tx,
  { group, person, agreed }: { group: GroupId; person: PersonId; agreed: Agreed },
  now: Date,
): Promise<void> {
  const before = await db(tx)
    .selectFrom('membership')
    .select(SHARINGS)
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .forUpdate()
    .executeTakeFirst()
  const changed = before ? SHARINGS.filter((what) => before[what] !== agreed.sharing[what]) : []
  if (changed.length === 0) return
  await db(tx)
    .updateTable('membership')
    .set(agreed.sharing)
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .execute()
  const { locale, method, sharing, wordings } = agreed
  const said = changed.map((what) => {
    const { id: wording_id, text: wording_text } = wordings[what]
    const action = sharing[what] ? ('given' as const) : ('withdrawn' as const)
    return { person_id: person, purpose: SHARED[what], about: group, action, locale, asked_at: null, wording_id, wording_text }
  })
  await keepWords(tx, said, { method, source: 'group', evidence: null, now })
}
