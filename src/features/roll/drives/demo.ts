import { sql } from 'kysely'
import type { App } from '#platform/app'
import { addDays, todayOf } from '#platform/i18n/moments'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { seededRandom } from '#platform/text/random'
import { votesAhead } from '../core/index.ts'
import { db } from './tables.ts'

const DRIVES = 220
const DAYS = 18

/** Groups of the demo that help their neighbours before the first vote ahead, and what they did of it. There already: nothing changes. */
export async function loadDemoDrives(app: App): Promise<void> {
  const { read, transact } = app.database
  const [vote] = await votesAhead(app)
  if (!vote || (await db(read).selectFrom('roll_drive').select('id').limit(1).executeTakeFirst())) return
  const random = seededRandom(1848)
  const groups = await db(read)
    .selectFrom('local_group')
    .select('id')
    .where('closed_at', 'is', null)
    .where('size', '>', 3)
    .orderBy('id')
    .limit(DRIVES)
    .execute()
  const drives = groups.map(({ id: group_id }) => ({
    id: newId(),
    group_id,
    neighbours: [20, 30, 30, 40][Math.floor(random() * 4)]!,
  }))
  const today = todayOf(app)
  const days = drives.flatMap(({ id: drive_id }) =>
    Array.from({ length: DAYS }, (_, ago) => ({ ago, checked: Math.floor(random() * 7), share: random() }))
      .filter(({ checked }) => checked > 2)
      .map(({ ago, checked, share }) => ({
        drive_id,
        day: addDays(today, -ago),
        checked,
        registered: Math.round(checked * share * 0.5),
      })),
  )
  await transact(async (tx) => {
    await sql`insert into roll_drive (id, group_id, election_id, neighbours, begun_at)
      select id, group_id, ${vote.id}::uuid, neighbours, ${app.now()}::timestamptz - interval '20 days'
      from jsonb_to_recordset(${jsonb(drives)}) as d (id uuid, group_id uuid, neighbours smallint)`.execute(db(tx))
    await sql`insert into roll_drive_day (drive_id, day, checked, registered)
      select drive_id, day, checked, registered from jsonb_to_recordset(${jsonb(days)}) as d (drive_id uuid, day date, checked int, registered int)`.execute(
      db(tx),
    )
  })
}
