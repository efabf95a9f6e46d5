import { type RawBuilder, sql } from 'kysely'
import type { GroupId } from '#groups'
import type { Handle } from '#platform/db/handle'
import type { Figures } from '#recipes'
import type { EventId } from '../../core/index.ts'
import { db } from '../tables.ts'

/** What came of an event, as anybody may read it, with the first of its pictures. */
export type Report = {
  id: EventId
  title: string
  starts_at: Date
  time_zone: string
  town: string
  present: number
  figures: Figures
  words: string | null
  picture: { id: string; words: string; width: number; height: number } | null
}

/** Among how many of the last one with a picture is looked for. */
const AMONG = 20

/** What was told last, of all; what has a picture comes first. One query. */
export const lastReports = (handle: Handle, limit: number): Promise<Report[]> =>
  reports(handle, sql`o.words is not null`, { among: AMONG, limit })

/** What a group told last. One query. */
export async function lastReportOf(handle: Handle, group: GroupId): Promise<Report | undefined> {
  const held = sql`e.id in (select h.event_id from event_host h where h.group_id = ${group}::uuid and h.accepted_at is not null)`
  const [report] = await reports(handle, held, { among: 1, limit: 1 })
  return report
}

type Asked = { among: number; limit: number }

/** Of events that anybody may see. `which`: a condition on the event `e` and its outcome `o`. */
async function reports(handle: Handle, which: RawBuilder<unknown>, { among, limit }: Asked): Promise<Report[]> {
  const { rows } =
    await sql<Report>`select told.id, told.title, told.starts_at, told.time_zone, place.name as town, told.present, told.figures, told.words, shown.picture
    from (select e.id, e.title, e.starts_at, e.time_zone, e.place_id, o.present, o.figures, o.words, o.told_at
      from outcome o join event e on e.id = o.event_id
      where e.published_at is not null and e.unlisted_at is null and e.cancelled_at is null and ${which}
      order by o.told_at desc, e.id limit ${among}) told
    join place on place.id = told.place_id
    left join lateral (select jsonb_build_object('id', p.id, 'words', p.words, 'width', p.width, 'height', p.height) as picture
      from outcome_picture p where p.event_id = told.id order by p.shown_at, p.id limit 1) shown on true
    order by (shown.picture is not null) desc, told.told_at desc, told.id limit ${limit}`.execute(db(handle))
  return rows
}
