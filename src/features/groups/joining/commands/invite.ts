import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import type { PersonId } from '#people'
import { invitationMail } from '../queues.ts'
import { type GroupId, inDays, lockGroup } from '../../core/index.ts'
import { INVITED_FOR } from '../rules.ts'
import { db, type InvitationId } from '../tables.ts'

/** Mailboxes that a group may have invited at the same time: nobody sends to a list from here. */
const MOST_INVITED = 20

type Inviting = { group: GroupId; by: PersonId; email: string | null; locale: Locale }

/** Invites one mailbox, or makes a link when there is none. A mailbox that is invited already is not written to again. */
export async function invite(tx: Tx, { group, by, email, locale }: Inviting, now: Date): Promise<InvitationId | undefined> {
  if ((await lockGroup(tx, group)).unlisted_at) throw new Conflict('joining.unlisted')
  await endInvitations(tx, now)
  if (email && (await countMailboxes(tx, group)) >= MOST_INVITED) throw new Conflict('joining.invite.enough')
  const id = newId()
  const ends_at = inDays(now, email ? INVITED_FOR.mail : INVITED_FOR.link)
  const made = await db(tx)
    .insertInto('invitation')
    .values({ id, group_id: group, invited_by: by, email, locale, created_at: now, ends_at })
    .onConflict((on) => on.columns(['group_id', 'email']).where('email', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made && email) enqueue(tx, invitationMail, { invitation: id })
  return made?.id
}

/** Ends an invitation: its link leads nowhere from now on. */
export async function endInvitation(tx: Tx, group: GroupId, id: InvitationId): Promise<void> {
  await db(tx).deleteFrom('invitation').where('id', '=', id).where('group_id', '=', group).execute()
}

/** Forgets invitations that are over, and with them the addresses of those who did not come. */
export async function endInvitations(tx: Tx, now: Date): Promise<void> {
  await db(tx).deleteFrom('invitation').where('ends_at', '<=', now).execute()
}

/** Forgets invitations to these mailboxes, whose owner is erased; where others read one too, they may still come by it. */
export async function forgetInvited(tx: Tx, _app: App, erased: ErasedMailbox[]): Promise<void> {
  const emails = erased.filter(({ shared }) => !shared).map(({ email }) => email)
  if (emails.length > 0) await db(tx).deleteFrom('invitation').where('email', 'in', emails).execute()
}

async function countMailboxes(tx: Tx, group: GroupId): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('invitation')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('group_id', '=', group)
    .where('email', 'is not', null)
    .executeTakeFirstOrThrow()
  return n
}
