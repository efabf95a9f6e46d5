import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import { type GroupId, linesOf } from '../core/index.ts'
import type { PersonId } from '#people'
import { db, type PostId } from './tables.ts'

export type Post = {
  id: PostId
  parent_id: PostId | null
  author_id: PersonId | null
  given_name: string | null
  text: string
  posted_at: Date
  removed: boolean
  to_all: boolean
  group_id: GroupId
}

const SHOWN = sql`post.id, post.parent_id, post.author_id, person.given_name, case when post.removed_at is null then post.text else '' end as text,
  post.posted_at, post.removed_at is not null or post.author_id is null as removed, post.to_all, post.group_id`

/** `onlySince`: what was said before is not hers to read, in this group either. */
type Reading = { group: GroupId; joined: Date; onlySince?: Date | undefined; before?: PostId | undefined; limit: number }

/** Threads of the boards that a member of a group reads, the newest first, each with its answers. Two queries. */
export async function threads(
  handle: Handle,
  { group, joined, onlySince, before, limit }: Reading,
): Promise<(Post & { replies: Post[] })[]> {
  const { rows } = await sql<Post>`with recursive ${linesOf(group, joined)}
    select ${SHOWN} from post join lines on lines.id = post.group_id and post.posted_at < lines.until
    left join person on person.id = post.author_id
    where post.parent_id is null and (${before ?? null}::uuid is null or post.id < ${before ?? null}::uuid)
      and (${onlySince ?? null}::timestamptz is null or post.posted_at >= ${onlySince ?? null}::timestamptz)
    order by post.id desc limit ${limit}`.execute(db(handle))
  const replies = await repliesTo(
    handle,
    { group, joined },
    rows.map(({ id }) => id),
  )
  const of = Map.groupBy(replies, ({ parent_id }) => parent_id)
  return rows.map((post) => ({ ...post, replies: of.get(post.id) ?? [] }))
}

async function repliesTo(handle: Handle, { group, joined }: { group: GroupId; joined: Date }, posts: PostId[]): Promise<Post[]> {
  const { rows } = await sql<Post>`with recursive ${linesOf(group, joined)}
    select ${SHOWN} from post join lines on lines.id = post.group_id and post.posted_at < lines.until
    left join person on person.id = post.author_id
    where post.parent_id = any(${posts}::uuid[]) order by post.id limit 1000`.execute(db(handle))
  return rows
}

/** What was said in a group between two moments, for a mail. */
export async function postsBetween(
  handle: Handle,
  group: GroupId,
  { after, until }: { after: Date; until: Date },
): Promise<Post[]> {
  const { rows } = await sql<Post>`select ${SHOWN} from post left join person on person.id = post.author_id
    where post.group_id = ${group}::uuid and post.posted_at > ${after}::timestamptz and post.posted_at <= ${until}::timestamptz and post.removed_at is null
      and post.author_id is not null and not post.to_all order by post.id limit 200`.execute(db(handle))
  return rows
}

export async function findPost(handle: Handle, id: PostId): Promise<Post | undefined> {
  const { rows } = await sql<
    Post & { group_id: GroupId }
  >`select ${SHOWN}, post.group_id from post left join person on person.id = post.author_id
    where post.id = ${id}::uuid`.execute(db(handle))
  return rows[0]
}

/** A group and those that came of it: who was in it is in one of them, if she is in any. */
export async function descendants(handle: Handle, group: GroupId): Promise<GroupId[]> {
  const { rows } = await sql<{ id: GroupId }>`with recursive line as (
      select id, merged_into from local_group where id = ${group}::uuid
      union select g.id, g.merged_into from local_group g join line on g.parent_id = line.id or g.id = line.merged_into
    ) select id from line`.execute(db(handle))
  return rows.map(({ id }) => id)
}

type OwnGroup = {
  id: GroupId
  name: string
  town: string
  time_zone: string
  next_meeting_at: Date | null
  /** What was said last on its board since she is in it. */
  said_by: string | null
  said: string | null
  said_at: Date | null
}

/** Whether the member `m` sees the others: `seesMembers`, in SQL. */
const sees = (now: Date) => sql`(m.role = 'organiser' or m.sees_from is null or m.sees_from <= ${now}::timestamptz)`

/** The groups that somebody is in and that are not closed, each with what was said there last. One query. */
export function groupsWithLatest(handle: Handle, person: PersonId, now: Date): Promise<OwnGroup[]> {
  return readTogether(
    handle,
    sql<OwnGroup>`select g.id, g.name, place.name as town, place.time_zone, g.next_meeting_at, case when ${sees(now)} then last.given_name end as said_by, last.text as said, last.posted_at as said_at
    from membership m join local_group g on g.id = m.group_id and g.closed_at is null join place on place.id = g.place_id
    left join lateral (select author.given_name, post.text, post.posted_at from post join person author on author.id = post.author_id
      where post.group_id = m.group_id and post.removed_at is null and post.posted_at >= case when ${sees(now)} then coalesce(m.line_since, m.joined_at) else m.joined_at end
      order by post.id desc limit 1) last on true
    where m.person_id = ${person}::uuid order by m.joined_at`,
  )
}
