import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import { type PersonId, selectedBy } from '#people'
import type { PlaceId } from '#territories'
import { type GroupId, mayBeAsked } from '../core/index.ts'
import { LEFT_ALONE, MOST_PLANNED } from './rules.ts'
import { db, type PlanId, type PlannedGroupId, type SeatId } from './tables.ts'
export type PlanRecord = NonNullable<Awaited<ReturnType<typeof findPlan>>>

export function findPlan(handle: Handle, id: PlanId) {
  return db(handle).selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The last plans; `by`: those of one account. */
export function plans(handle: Handle, by: string | undefined) {
  return db(handle)
    .selectFrom('plan')
    .select(['id', 'name', 'state', 'people', 'made_at'])
    .$if(by !== undefined, (q) => q.where('made_by', '=', by!))
    .orderBy('made_at', 'desc')
    .limit(50)
    .execute()
}

export type PersonToPlan = { id: PersonId; lng: number; lat: number; place_id: PlaceId; town: string }

/**
 * The condition on `person` of being asked by a plan, at this moment: a supporter whom its rule selects, in no group, who agrees to get news by mail, is asked by no
 * other plan, and was not asked in vain of late.
 */
async function askedBy(handle: Handle, app: App, plan: PlanRecord): Promise<RawBuilder<boolean>> {
  const now = app.now()
  const condition = await selectedBy(handle, app, plan)
  const since = new Date(now.getTime() - LEFT_ALONE * 86_400_000)
  return sql`(${condition} and ${mayBeAsked(now)}
      and not exists (select from planned_seat s where s.person_id = person.id and s.plan_id <> ${plan.id}::uuid
        and (s.state in ('invited', 'accepted')
          or s.state in ('declined', 'silent') and coalesce(s.answered_at, s.invited_at) > ${since}::timestamptz)))`
}

/** Whom a plan is about: those of them who live in a town that we know. */
export async function peopleToPlan(handle: Handle, app: App, plan: PlanRecord): Promise<PersonToPlan[]> {
  const { rows } = await sql<PersonToPlan>`select person.id, place.lng, place.lat, place.id as place_id, place.name as town
    from person join place on place.id = person.place_id where ${await askedBy(handle, app, plan)}
    order by person.id limit ${MOST_PLANNED}`.execute(db(handle))
  return rows
}

/** Those of some people whom a plan may still ask. */
export async function stillToAsk(
  handle: Handle,
  app: App,
  { plan, people }: { plan: PlanRecord; people: PersonId[] },
): Promise<Set<PersonId>> {
  const { rows } = await sql<{ id: PersonId }>`select person.id from person
    where person.id = any(${people}::uuid[]) and ${await askedBy(handle, app, plan)}`.execute(db(handle))
  return new Set(rows.map(({ id }) => id))
}

/** The towns, of some, after which groups are called already: each as often as it is. */
export async function takenNames(handle: Handle, places: PlaceId[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select place.name from local_group g join place on place.id = g.place_id
    where g.place_id = any(${places}::text[]) and g.closed_at is null and starts_with(g.name, place.name)`.execute(db(handle))
  return rows.map(({ name }) => name)
}

export type PlannedGroupInList = {
  id: PlannedGroupId
  name: string
  place_id: PlaceId
  town: string
  department_id: string | null
  lng: number
  lat: number
  state: 'proposed' | 'inviting' | 'founded' | 'dropped'
  group_id: GroupId | null
  people: number
  invited: number
  accepted: number
  declined: number
  placed: number
  organisers: number
  /** Kilometres as the crow flies from the towns of its people to its own: mean, and the farthest. */
  mean_km: number
  far_km: number
}

/** The groups of a plan with what became of their invitations, those of most people first. Figures, nobody's name. One query. */
export async function plannedGroups(handle: Handle, plan: PlanId): Promise<PlannedGroupInList[]> {
  const { rows } =
    await sql<PlannedGroupInList>`select g.id, g.name, g.place_id, place.name as town, place.department_id, place.lng, place.lat, g.state, g.group_id,
      count(s.id)::integer as people, (count(*) filter (where s.state = 'invited'))::integer as invited,
      (count(*) filter (where s.state = 'accepted'))::integer as accepted, (count(*) filter (where s.state = 'declined'))::integer as declined,
      (count(*) filter (where s.state = 'placed'))::integer as placed, (count(*) filter (where s.organises))::integer as organisers,
      coalesce(avg(km), 0)::float8 as mean_km, coalesce(max(km), 0)::float8 as far_km
    from planned_group g join place on place.id = g.place_id left join planned_seat s on s.planned_group_id = g.id
    left join person on person.id = s.person_id left join place home on home.id = person.place_id
    left join lateral (select 111.32 * sqrt(((home.lng - place.lng) * cos(radians(place.lat))) ^ 2 + (home.lat - place.lat) ^ 2) as km) away on true
    where g.plan_id = ${plan}::uuid and g.state <> 'dropped' group by g.id, place.id order by count(s.id) desc, g.name, g.id`.execute(
      db(handle),
    )
  return rows
}

/** Towns in which the people of a plan live, with how many. */
export async function homes(handle: Handle, plan: PlanId): Promise<{ lng: number; lat: number; n: number; left: boolean }[]> {
  const { rows } = await sql<{
    lng: number
    lat: number
    n: number
    left: boolean
  }>`select place.lng, place.lat, count(*)::integer as n, s.planned_group_id is null as left
    from planned_seat s join person on person.id = s.person_id join place on place.id = person.place_id
    where s.plan_id = ${plan}::uuid group by place.id, s.planned_group_id is null order by place.id limit 2000`.execute(
    db(handle),
  )
  return rows
}

/** How many people of a plan stand how. */
export async function seatsByState(handle: Handle, plan: PlanId): Promise<Map<string, number>> {
  const rows = await db(handle)
    .selectFrom('planned_seat')
    .select(['state', sql<number>`count(*)::integer`.as('n')])
    .where('plan_id', '=', plan)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, n }) => [state, n]))
}

export type SeatRecord = NonNullable<Awaited<ReturnType<typeof findSeat>>>

/** Somebody's seat, with what she is to be told of her group. */
export function findSeat(handle: Handle, id: SeatId) {
  return db(handle)
    .selectFrom('planned_seat')
    .innerJoin('person', 'person.id', 'planned_seat.person_id')
    .leftJoin('planned_group', 'planned_group.id', 'planned_seat.planned_group_id')
    .leftJoin('place', 'place.id', 'planned_group.place_id')
    .leftJoin('place as home', 'home.id', 'person.place_id')
    .select([
      'planned_seat.id',
      'planned_seat.plan_id',
      'planned_seat.person_id',
      'planned_seat.state',
      'planned_seat.planned_group_id',
      'planned_seat.organises',
      'planned_group.name as group',
      'planned_group.group_id',
      'planned_group.state as group_state',
      'place.name as town',
      'place.lng',
      'place.lat',
      'home.lng as home_lng',
      'home.lat as home_lat',
      'person.family_name',
    ])
    .select((q) =>
      q.exists(q.selectFrom('membership').select('group_id').whereRef('membership.person_id', '=', 'person.id')).as('grouped'),
    )
    .select(({ selectFrom }) =>
      selectFrom('planned_seat as other')
        .select(sql<number>`count(*)::integer`.as('n'))
        .whereRef('other.planned_group_id', '=', 'planned_seat.planned_group_id')
        .where('other.state', 'in', ['accepted', 'placed'])
        .as('yes'),
    )
    .select(({ selectFrom }) =>
      selectFrom('planned_seat as other')
        .select(sql<number>`count(*)::integer`.as('n'))
        .whereRef('other.planned_group_id', '=', 'planned_seat.planned_group_id')
        .as('asked'),
    )
    .where('planned_seat.id', '=', id)
    .executeTakeFirst()
}
