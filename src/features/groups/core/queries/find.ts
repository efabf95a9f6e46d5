import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import type { Point } from '#platform/geo/points'
import { type Near, nearest, nearestPage, type PlaneSearch } from '#platform/geo/search'
import { db, type GroupId } from '../tables.ts'
/** What a visitor may ask of a group. */
export type Wanted = { language?: string | undefined; theme?: string | undefined; accessible?: boolean; room?: boolean }

/** A group as anybody may see it in a list. */
export type GroupInList = Awaited<ReturnType<typeof listed>>[number]
export type NearGroup = Near<GroupInList>

/** Where a page of the nearest ended: the distance on the plane. */
export type NearCursor = number

/** The nearest groups that anybody may see, nearest first. One query. */
export function nearestGroups(
  handle: Handle,
  from: Point,
  { limit, ...wanted }: Wanted & { limit: number },
): Promise<NearGroup[]> {
  return nearest({ m: M, from, limit, search: (asked) => nearOnes(handle, wanted, asked) })
}

/** A page of the nearest, for programs. */
export async function nearestGroupsPage(
  handle: Handle,
  from: Point,
  { wanted, after, limit }: { wanted: Wanted; after?: NearCursor | undefined; limit: number },
): Promise<{ groups: NearGroup[]; next: NearCursor | undefined }> {
  const search = (asked: PlaneSearch) => nearOnes(handle, wanted, asked)
  const { rows, next } = await nearestPage({ m: M, from, after, limit, search })
  return { groups: rows, next }
}

/** No two groups stand at the same point of it (see the migration), so the distance alone says where a page ended. */
const M = sql`g.m`

const nearOnes = (handle: Handle, wanted: Wanted, { plane, where, limit }: PlaneSearch) =>
  listed(handle, { where: sql`${fits(wanted)} and ${where}`, order: plane, limit })

/** Groups that anybody may see, those first that meet next, then those that were active last. `where`: a condition on `g`. One query. */
export function groupsMeetingNext(
  handle: Handle,
  now: Date,
  { limit, where, ...wanted }: Wanted & { limit: number; where?: RawBuilder<boolean> },
): Promise<GroupInList[]> {
  // Seconds: those of a meeting to come are fewer than any that are counted on from the end.
  const order = sql`case when g.next_meeting_at > ${now}::timestamptz then extract(epoch from g.next_meeting_at)
    else 1e12 - extract(epoch from g.last_active_at) end`
  return listed(handle, { where: sql`${fits(wanted)} and ${where ?? sql`true`}`, order, limit })
}

/** Groups that anybody may see and that are as asked, in the order of their ids. `where`: a condition on `g`. */
export function groupsWhere(
  handle: Handle,
  where: RawBuilder<boolean>,
  { wanted, after, limit }: { wanted: Wanted; after?: GroupId | undefined; limit: number },
) {
  return listed(handle, {
    where: sql`${where} and ${fits(wanted)} and g.id > ${after ?? NOTHING}::uuid`,
    order: sql`g.id`,
    limit,
  })
}

const NOTHING = '00000000-0000-0000-0000-000000000000'

/** What anybody may see: open, listed, with somebody in it. Of a statement that calls it `g`. */
export const SEEN = sql<boolean>`g.closed_at is null and g.unlisted_at is null and g.size > 0`

type ListedGroup = {
  id: GroupId
  name: string
  town: string
  time_zone: string
  department: string | null
  lng: number
  lat: number
  size: number
  joining: 'open' | 'approval'
  languages: string[]
  themes: string[]
  accessible: boolean
  precision: 'exact' | 'street' | 'town'
  habits: string | null
  next_meeting_at: Date | null
  last_active_at: Date
  closed_at: Date | null
  plane: number
}

type Listing = { where: RawBuilder<unknown>; order: RawBuilder<unknown>; limit: number }

function listed(handle: Handle, { where, order, limit }: Listing): Promise<ListedGroup[]> {
  return readTogether(
    handle,
    sql<ListedGroup>`select g.id, g.name, place.name as town, place.time_zone, g.department_id as department, g.lng, g.lat, g.size, g.joining, g.languages, g.themes, g.accessible, g.precision,
      g.habits, g.next_meeting_at, g.last_active_at, g.closed_at, g.plane
    from (select g.*, ${order} as plane from local_group g where ${SEEN} and ${where} order by plane limit ${sql.lit(limit)}) g
    join place on place.id = g.place_id order by g.plane, g.id`,
  )
}

function fits({ language, theme, accessible, room }: Wanted): RawBuilder<boolean> {
  const asked = [
    ...(language ? [sql`g.languages @> array[${language}]::text[]`] : []),
    ...(theme ? [sql`g.themes @> array[${theme}]::text[]`] : []),
    ...(accessible ? [sql`g.accessible`] : []),
    ...(room ? [sql`g.size < 12`] : []),
  ]
  return asked.length > 0 ? sql`(${sql.join(asked, sql` and `)})` : sql`true`
}

/** How many groups anybody may see, and how many people are in them. */
export async function groupFigures(handle: Handle): Promise<{ groups: number; people: number }> {
  const { rows } = await sql<{
    groups: number
    people: number
  }>`select count(*)::integer as groups, coalesce(sum(g.size), 0)::integer as people
    from local_group g where ${SEEN}`.execute(db(handle))
  return rows[0]!
}
