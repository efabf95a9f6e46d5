import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { addDays } from '#platform/i18n/moments'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { DonorId } from '../../giving/index.ts'
import { db, type MemberId } from '../tables.ts'

/** The last day that a member has paid. */
const until = sql<string | null>`(select max(until_on)::text from due where due.member_id = m.id and due.state = 'paid')`

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('dues_member as m')
    .innerJoin('donor', 'donor.id', 'm.donor_id')
    .innerJoin('recipient', 'recipient.id', 'm.recipient_id')
    .select(['m.id', 'm.recipient_id', 'm.donor_id', 'm.told', 'm.locale', 'm.joined_at', 'm.stopped_at'])
    .select(['donor.given_name', 'donor.family_name', 'donor.mailbox_hash', 'recipient.name as recipient'])
    .select('donor.email')
    .select(until.as('until'))

export type MemberRecord = NonNullable<Awaited<ReturnType<typeof findMember>>>

export const findMember = (handle: Handle, id: MemberId) => select(handle).where('m.id', '=', id).executeTakeFirst()

/** What a mailbox is a member of. Whose it is has proved it. */
export const membersOfMailbox = (handle: Handle, mailbox_hash: Buffer) =>
  select(handle).where('donor.mailbox_hash', '=', mailbox_hash).orderBy('m.id').limit(50).execute()

export const VIEWS = ['members', 'grace', 'lapsed', 'waiting', 'all'] as const
export type View = (typeof VIEWS)[number]

type Looked = {
  recipient: RecipientId
  view: View
  today: string
  grace: number
  words?: string | undefined
  before?: MemberId | undefined
  limit: number
}

/** Members of a recipient as a view has them, the newest first, by keyset. `words`: a part of the name or of the address. */
export function membersTo(handle: Handle, { recipient, view, today, grace, words, before, limit }: Looked) {
  return select(handle)
    .where('m.recipient_id', '=', recipient)
    .$if(view !== 'all', (q) => q.where(seen(view, today, grace)))
    .$if(words !== undefined, (q) => q.where(isMeant(words!)))
    .$if(before !== undefined, (q) => q.where('m.id', '<', before!))
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
}

const WAITING = sql`exists (select from due where due.member_id = m.id and due.state in ('held', 'promised'))`

function seen(view: View, today: string, grace: number) {
  const end = sql`(select max(until_on) from due where due.member_id = m.id and due.state = 'paid')`
  const first = addDays(today, -grace)
  if (view === 'waiting') return sql<boolean>`${WAITING}`
  if (view === 'members') return sql<boolean>`${end} >= ${today}::date`
  if (view === 'grace') return sql<boolean>`${end} < ${today}::date and ${end} >= ${first}::date`
  return sql<boolean>`${end} < ${first}::date`
}

function isMeant(words: string) {
  const part = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(donor.given_name || ' ' || donor.family_name ilike ${part} or donor.email ilike ${part})`
}

export type Figures = { members: number; grace: number; lapsed: number; waiting: number; paid: number }

/** How many stand where, and what came since a day and stayed. One query. */
export async function figuresOf(
  handle: Handle,
  recipient: RecipientId,
  { today, grace, since }: { today: string; grace: number; since: Date },
): Promise<Figures> {
  const first = addDays(today, -grace)
  const { rows } = await sql<Record<keyof Figures, string>>`
    select count(*) filter (where until_on >= ${today}::date)::text as members,
      count(*) filter (where until_on < ${today}::date and until_on >= ${first}::date)::text as grace,
      count(*) filter (where until_on < ${first}::date)::text as lapsed,
      count(*) filter (where waits)::text as waiting, coalesce(sum(paid), 0)::text as paid
    from (select max(d.until_on) filter (where d.state = 'paid') as until_on, bool_or(d.state in ('held', 'promised')) as waits,
        sum(d.amount - d.refunded) filter (where d.state = 'paid' and d.paid_at >= ${since}::timestamptz) as paid
      from dues_member m left join due d on d.member_id = m.id where m.recipient_id = ${recipient}::uuid group by m.id) as all_members`.execute(
    db(handle),
  )
  const { members, grace: let_pass, lapsed, waiting, paid } = rows[0]!
  return {
    members: amountOf(members),
    grace: amountOf(let_pass),
    lapsed: amountOf(lapsed),
    waiting: amountOf(waiting),
    paid: amountOf(paid),
  }
}

/** How many members of these recipients have dues that somebody has to look at. */
export async function heldDues(handle: Handle, recipients: RecipientId[]): Promise<number> {
  if (recipients.length === 0) return 0
  const { n } = await db(handle)
    .selectFrom('due')
    .innerJoin('dues_member as m', 'm.id', 'member_id')
    .select(sql<string>`count(*)`.as('n'))
    .where('m.recipient_id', 'in', recipients)
    .where('due.state', '=', 'held')
    .executeTakeFirstOrThrow()
  return amountOf(n)
}

/** Of these donors, those who are or were members of anything. */
export async function membersAmong(handle: Handle, donors: DonorId[]): Promise<DonorId[]> {
  const rows = await db(handle).selectFrom('dues_member').select('donor_id').where('donor_id', 'in', donors).execute()
  return rows.map(({ donor_id }) => donor_id)
}
