import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type GroupId, roleOf, touchGroup } from '../core/index.ts'
import { lockPeople, type PersonId } from '#people'
import { digestMail, postMail } from './queues.ts'
import { db, type PostId } from './tables.ts'

/** Posts and answers that one may write in a day: a board is for talk, not for flooding mailboxes. */
const MOST_A_DAY = 40

export type NewPost = { group: GroupId; author: PersonId; text: string; parent?: PostId | undefined; toAll: boolean }

/** Writes on a board. Who asked for each post gets it by mail; a message to all goes to everybody but who wants no mail from the group. */
export async function writePost(tx: Tx, { group, author, text, parent, toAll }: NewPost, now: Date): Promise<PostId> {
  // Held, so that her count of today is true.
  await lockPeople(tx, [author])
  if (!(await roleOf(tx, group, author))) throw new NotFound('boards.gone')
  if ((await countSince(tx, author, new Date(now.getTime() - 86_400_000))) >= MOST_A_DAY) throw new Conflict('boards.enough')
  if (parent) await requireThread(tx, group, parent)
  const id = newId()
  await db(tx)
    .insertInto('post')
    .values({ id, group_id: group, parent_id: parent ?? null, author_id: author, text, posted_at: now, to_all: toAll })
    .execute()
  await touchGroup(tx, group, now)
  for (const { person_id } of await readers(tx, group, toAll ? ['all', 'digest'] : ['all']))
    if (person_id !== author) enqueue(tx, postMail, { post: id, to: person_id })
  return id
}

type Removing = { group: GroupId; post: PostId; by: PersonId; organiser: boolean }

/** Takes a post back: its author, wherever it stands, or an organiser of the group on whose board it is. Answers to it stay. */
export async function removePost(tx: Tx, { group, post, by, organiser }: Removing, now: Date): Promise<void> {
  const removed = await db(tx)
    .updateTable('post')
    .set({ removed_at: now, text: '' })
    .where('id', '=', post)
    .where((q) => q.or([q('author_id', '=', by), ...(organiser ? [q('group_id', '=', group)] : [])]))
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw new NotFound('boards.gone')
}

/** Leaves what was said in groups since their last digest to be mailed to who wants it so. Each member of each group is one mail of its own. */
export async function sendDigests(tx: Tx, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ group_id: GroupId; after: Date }>`
    insert into board_digest (group_id, sent_until)
    select group_id, ${now}::timestamptz from (
      select p.group_id from post p left join board_digest d on d.group_id = p.group_id
      where p.posted_at > coalesce(d.sent_until, ${now}::timestamptz - interval '2 days') and p.posted_at <= ${now}::timestamptz
      group by p.group_id order by p.group_id limit ${limit}) due
    on conflict (group_id) do update set sent_until = excluded.sent_until
    returning group_id, coalesce((select sent_until from board_digest old where old.group_id = board_digest.group_id), ${now}::timestamptz - interval '2 days') as after`.execute(
    db(tx),
  )
  for (const { group_id: group, after } of rows) {
    const said = { group, after: after.toISOString(), until: now.toISOString() }
    for (const { person_id } of await readers(tx, group, ['digest'])) enqueue(tx, digestMail, { ...said, to: person_id })
  }
  return rows.length
}

function readers(tx: Tx, group: GroupId, mails: ('all' | 'digest')[]) {
  return db(tx)
    .selectFrom('membership')
    .select('person_id')
    .where('group_id', '=', group)
    .where('mails', 'in', mails)
    .orderBy('person_id')
    .execute()
}

/** Answers go under what is on this board, and not under answers. */
async function requireThread(tx: Tx, group: GroupId, parent: PostId): Promise<void> {
  const row = await db(tx)
    .selectFrom('post')
    .select('id')
    .where('id', '=', parent)
    .where('group_id', '=', group)
    .where('parent_id', 'is', null)
    .executeTakeFirst()
  if (!row) throw new NotFound('boards.gone')
}

async function countSince(tx: Tx, author: PersonId, since: Date): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('post')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('author_id', '=', author)
    .where('posted_at', '>', since)
    .executeTakeFirstOrThrow()
  return n
}
