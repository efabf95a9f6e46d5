import { sql } from 'kysely'
import type { App } from '#platform/app'
import { blocksOf } from '#platform/clustering/groups'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { seededRandom } from '#platform/text/random'
import { findPlan, peopleToPlan, takenNames, type PersonToPlan, type PlanRecord } from './queries.ts'
import { draw, namesOf, onPlane } from './rules.ts'
import { db, type PlanId } from './tables.ts'

/** The same plan comes of the same people. */
const SEED = 1906
/** People who are cut at a time: a tenth of a second, after which others have their turn. */
const BLOCK = 800
/** Rows of one transaction. */
const CHUNK = 500

/**
 * Draws a plan: reads whom its rule selects, cuts them into groups a block at a time, and writes them down. Begun anew after a worker died, it
 * begins from nothing: nobody has been asked yet.
 */
export async function drawPlan(app: App, id: PlanId): Promise<void> {
  const { read, transact } = app.database
  const plan = await findPlan(read, id)
  if (plan?.state !== 'drawing') return
  const people = await peopleToPlan(read, app, plan)
  if (!(await transact((tx) => beginAnew(tx, id, people.length)))) return
  const places = onPlane(people)
  // Groups that there are bear their towns' names too.
  const taken = await takenNames(read, [...new Set(people.map(({ place_id }) => place_id))])
  let groups = 0
  for (const block of blocksOf(places, BLOCK)) {
    const drawn = drawBlock(plan, people, block)
    const names = namesOf([...taken, ...drawn.groups.map(({ town }) => town)]).slice(taken.length)
    taken.push(...drawn.groups.map(({ town }) => town))
    groups += drawn.groups.length
    await writeBlock(app, id, { ...drawn, groups: drawn.groups.map((group, n) => ({ ...group, name: names[n]! })) })
    // Between two blocks others have their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await transact((tx) => finish(tx, id, groups > 0 ? 'drawn' : 'empty'))
}

type DrawnGroup = { place_id: string; town: string; members: PersonToPlan[] }
type Named = DrawnGroup & { name: string }

function drawBlock({ size, reach }: PlanRecord, people: PersonToPlan[], block: number[]) {
  const them = block.map((at) => people[at]!)
  const { groups, left } = draw(onPlane(them), { size, reach, random: seededRandom(SEED) })
  return {
    groups: groups.map(({ members, meets }): DrawnGroup => {
      const { place_id, town } = them[meets]!
      return { place_id, town, members: members.map((member) => them[member]!) }
    }),
    left: left.map((member) => them[member]!),
  }
}

async function writeBlock(app: App, plan: PlanId, { groups, left }: { groups: Named[]; left: PersonToPlan[] }): Promise<void> {
  const rows = groups.map(({ name, place_id, members }) => ({
    group: { id: newId(), plan_id: plan, name, place_id, state: 'proposed' as const, group_id: null },
    members,
  }))
  const seats = [
    ...rows.flatMap(({ group, members }) => members.map(({ id }) => seatOf(plan, id, group.id))),
    ...left.map(({ id }) => seatOf(plan, id, null)),
  ]
  for (let at = 0; at < rows.length; at += CHUNK)
    await app.database.transact((tx) =>
      db(tx)
        .insertInto('planned_group')
        .values(rows.slice(at, at + CHUNK).map(({ group }) => group))
        .execute(),
    )
  for (let at = 0; at < seats.length; at += CHUNK)
    await app.database.transact((tx) => writeSeats(tx, plan, seats.slice(at, at + CHUNK)))
}

const seatOf = (plan_id: PlanId, person_id: string, planned_group_id: string | null) => ({
  id: newId(),
  plan_id,
  person_id,
  planned_group_id,
  state: planned_group_id ? ('proposed' as const) : ('left' as const),
})

/** Who was erased meanwhile is left out. */
async function writeSeats(tx: Tx, plan: PlanId, seats: ReturnType<typeof seatOf>[]): Promise<void> {
  await sql`insert into planned_seat (id, plan_id, person_id, planned_group_id, state)
    select s.id, s.plan_id, s.person_id, s.planned_group_id, s.state
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as s (id uuid, plan_id uuid, person_id uuid, planned_group_id uuid, state text)
    join person on person.id = s.person_id order by person.id for key share of person`.execute(db(tx))
  await db(tx)
    .updateTable('plan')
    .set((q) => ({ done: q('done', '+', seats.length) }))
    .where('id', '=', plan)
    .execute()
}

/** Whether it is still to be drawn: a worker that was late must not wipe what was drawn and sent. */
async function beginAnew(tx: Tx, plan: PlanId, people: number): Promise<boolean> {
  const held = await db(tx)
    .updateTable('plan')
    .set({ people, done: 0 })
    .where('id', '=', plan)
    .where('state', '=', 'drawing')
    .returning('id')
    .executeTakeFirst()
  if (!held) return false
  await db(tx).deleteFrom('planned_seat').where('plan_id', '=', plan).execute()
  await db(tx).deleteFrom('planned_group').where('plan_id', '=', plan).execute()
  return true
}

async function finish(tx: Tx, plan: PlanId, state: 'drawn' | 'empty'): Promise<void> {
  await db(tx).updateTable('plan').set({ state }).where('id', '=', plan).where('state', '=', 'drawing').execute()
}
