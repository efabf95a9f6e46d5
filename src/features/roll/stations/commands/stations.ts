import { sql } from 'kysely'
import type { Hand, Scope } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { lockPeople, type PersonId } from '#people'
import { type AreaId, liesWithin, type PlaceId } from '#territories'
import { postAsked, postRefused } from '../queues.ts'
import type { Typed } from '../rules/lines.ts'
import { type Hour, isNear, type Role, type WhoMay } from '../rules/posts.ts'
import { db, type PostId, type PostState, type StationId, type VolunteerId, type VoteId } from '../tables.ts'

type Adding = { vote: VoteId; place: PlaceId; typed: Typed[] }

/** Adds stations to a town for a vote; what is there already gets the name and the address that are said now. Gives how many lines that were. */
export async function addStations(tx: Tx, { actor, now }: Hand, { vote, place, typed }: Adding): Promise<number> {
  const rows = [...new Map(typed.map((one) => [one.number, one])).values()].map((one) => ({
    ...one,
    id: newId(),
    election_id: vote,
    place_id: place,
    added_at: now,
  }))
  await db(tx)
    .insertInto('station')
    .values(rows)
    .onConflict((on) =>
      on.columns(['election_id', 'place_id', 'number']).doUpdateSet({
        name: sql`coalesce(excluded.name, station.name)`,
        address: sql`coalesce(excluded.address, station.address)`,
      }),
    )
    .execute()
  await record(tx, { actor, now }, { action: 'add', object: 'station', id: vote, fields: [place], count: 0 })
  return rows.length
}

/** Takes away a station that was added by mistake: not one where somebody is asked. */
export async function removeStation(tx: Tx, { actor, now }: Hand, id: StationId): Promise<void> {
  const gone = await db(tx)
    .deleteFrom('station')
    .where('id', '=', id)
    .where(sql<boolean>`not exists (select from station_post where station_id = ${id}::uuid and state in ('asked', 'yes'))`)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new Conflict('stations.in-use')
  await record(tx, { actor, now }, { action: 'remove', object: 'station', id, count: 0 })
}

type Registered = { place_id: PlaceId; department_id: string | null }
type Offer = {
  vote: VoteId
  person: PersonId
  town: Registered
  roles: Role[]
  hours: Hour[]
  /** Who may be that at a station. */
  ruleOf(role: Role): WhoMay | undefined
}

/**
 * Somebody says that she can be at a station, or says it anew. What she was asked stays: throws Conflict where she could not be asked that from the town that
 * she says now.
 */
export async function offerToServe(tx: Tx, { vote, person, town, roles, hours, ruleOf }: Offer, now: Date): Promise<void> {
  const said = { place_id: town.place_id, roles, hours }
  // Holds her row from now on: who asks her meanwhile waits, and sees the new town.
  await db(tx)
    .insertInto('station_volunteer')
    .values({ id: newId(), election_id: vote, person_id: person, said_at: now, ...said })
    .onConflict((on) => on.columns(['election_id', 'person_id']).doUpdateSet(said))
    .execute()
  const { rows } = await sql<Registered & { role: Role }>`select p.role, s.place_id, place.department_id
    from station_post p join station_volunteer v on v.id = p.volunteer_id join station s on s.id = p.station_id join place on place.id = s.place_id
    where v.election_id = ${vote}::uuid and v.person_id = ${person}::uuid and p.state in ('asked', 'yes')`.execute(db(tx))
  if (!rows.every(({ role, ...station }) => isNear(ruleOf(role), town, station))) throw new Conflict('stations.offer.elsewhere')
}

/** She cannot after all: all that was asked of her ends, and who is in charge is told where somebody is missing. */
export async function withdrawOffer(tx: Tx, { vote, person }: { vote: VoteId; person: PersonId }): Promise<void> {
  // What she is asked goes first: whoever asks her meanwhile waits for her row, and does not find it.
  const hers = await db(tx)
    .selectFrom('station_volunteer')
    .select('id')
    .where('election_id', '=', vote)
    .where('person_id', '=', person)
    .forUpdate()
    .execute()
  const ids = hers.map(({ id }) => id)
  if (ids.length === 0) return
  const posts = await db(tx)
    .deleteFrom('station_post')
    .where('volunteer_id', 'in', ids)
    .returning(['id', 'station_id', 'state'])
    .execute()
  await db(tx).deleteFrom('station_volunteer').where('id', 'in', ids).execute()
  tellMissing(tx, posts)
}

type Left = { id: PostId; station_id: StationId; state: PostState }

/** Has those in charge told where somebody was to be. */
function tellMissing(tx: Tx, posts: Left[]): void {
  for (const { id, station_id, state } of posts)
    if (state === 'asked' || state === 'yes') enqueue(tx, postRefused, { station: station_id, about: id })
}

/** Ends what was asked of people who were erased since, or with whose records nothing may be done: those in charge are told that somebody is missing, not why. */
export async function endAlone(tx: Tx, now: Date): Promise<void> {
  const alone = await db(tx)
    .deleteFrom('station_post')
    .where('volunteer_id', 'is', null)
    .returning(['id', 'station_id', 'state'])
    .execute()
  const { rows: restricted } = await sql<Left>`update station_post p set state = 'ended', answered_at = ${now}::timestamptz
    from station_volunteer v join person on person.id = v.person_id
    where v.id = p.volunteer_id and person.restricted_at is not null and p.state in ('asked', 'yes')
    returning p.id, p.station_id, 'yes' as state`.execute(db(tx))
  tellMissing(tx, [...alone, ...restricted])
}

type Appointing = {
  station: { id: StationId; election_id: VoteId; place_id: PlaceId; department_id: string | null }
  volunteer: VolunteerId
  role: Role
  rule: WhoMay | undefined
  /** Of where whoever asks may ask people. */
  scope: Scope
}

/** Asks a volunteer to be at a station. Throws Conflict where she may not, where somebody is asked already, and for who sits elsewhere. */
export async function appoint(tx: Tx, { actor, now }: Hand, appointing: Appointing): Promise<PostId> {
  const { station, volunteer, role, rule } = appointing
  const found = await takeVolunteer(tx, appointing)
  const { department_id } = found
  if (!found.roles.includes(role)) throw new Conflict('stations.not-offered')
  if (!isNear(rule, { place_id: found.place_id, department_id }, station)) throw new Conflict('stations.elsewhere')
  const other = await db(tx)
    .selectFrom('station_post')
    .select('id')
    .where('volunteer_id', '=', volunteer)
    .where('state', 'in', ['asked', 'yes'])
    .$if(role === 'delegate', (q) => q.where('role', '!=', 'delegate'))
    .executeTakeFirst()
  if (other) throw new Conflict('stations.twice')
  const id = newId()
  const values = { id, station_id: station.id, election_id: station.election_id, volunteer_id: volunteer, role, asked_at: now }
  const made = await db(tx)
    .insertInto('station_post')
    .values({ ...values, state: 'asked' })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Conflict('stations.taken')
  enqueue(tx, postAsked, { post: id })
  await record(tx, { actor, now }, { action: 'ask', object: 'station', id: station.id, fields: [role] })
  return id
}

type Found = { place_id: PlaceId; department_id: AreaId | null; country: AreaId; roles: Role[] }

/** A volunteer, held until the end; one of elsewhere, or with whose record nothing may be done, is not there. */
async function takeVolunteer(tx: Tx, { station, volunteer, scope }: Appointing): Promise<Found> {
  const { rows: people } = await sql<{
    id: PersonId
  }>`select person_id as id from station_volunteer where id = ${volunteer}::uuid`.execute(db(tx))
  // Before the offer, as erasing does.
  await lockPeople(
    tx,
    people.map(({ id }) => id),
  )
  // Who sits cannot see to other stations: no index says that, so that all that is asked of her goes one by one.
  const { rows } = await sql<Found>`select v.place_id, v.roles, place.department_id, place.country
    from station_volunteer v join person on person.id = v.person_id join place on place.id = v.place_id
    where v.id = ${volunteer}::uuid and v.election_id = ${station.election_id}::uuid and person.restricted_at is null for update of v`.execute(
    db(tx),
  )
  const [found] = rows
  if (!found || !liesWithin(scope, found)) throw new NotFound('stations.volunteer-gone')
  return found
}

type Answering = { post: PostId; person: PersonId; answer: 'yes' | 'no' }

/** What she who was asked says; a yes may be taken back, which tells who is in charge. Pressed twice it is one. */
export async function answerPost(tx: Tx, { post, person, answer }: Answering, now: Date): Promise<void> {
  const changed = await db(tx)
    .updateTable('station_post')
    .set({ state: answer, answered_at: now })
    .where('id', '=', post)
    .where('state', 'in', answer === 'yes' ? ['asked'] : ['asked', 'yes'])
    .where('volunteer_id', 'in', (q) => q.selectFrom('station_volunteer as v').select('v.id').where('v.person_id', '=', person))
    .returning('station_id')
    .executeTakeFirst()
  if (changed && answer === 'no') enqueue(tx, postRefused, { station: changed.station_id, about: post })
  if (changed) return
  const now_is = await db(tx).selectFrom('station_post').select('state').where('id', '=', post).executeTakeFirst()
  if (now_is?.state !== answer) throw new Conflict('stations.answer-late')
}

/** Frees a post for somebody else. */
export async function endPost(
  tx: Tx,
  { actor, now }: Hand,
  { post, station }: { post: PostId; station: StationId },
): Promise<void> {
  const ended = await db(tx)
    .updateTable('station_post')
    .set({ state: 'ended', answered_at: now })
    .where('id', '=', post)
    .where('station_id', '=', station)
    .where('state', 'in', ['asked', 'yes'])
    .returning('role')
    .executeTakeFirst()
  if (!ended) throw new Conflict('stations.answer-late')
  enqueue(tx, postAsked, { post })
  await record(tx, { actor, now }, { action: 'end', object: 'station', id: station, fields: [ended.role] })
}

/** Forgets who offered, and with it where she was asked, for all votes but these. */
export async function forgetAllBut(tx: Tx, votes: VoteId[]): Promise<void> {
  const others = sql<boolean>`election_id <> all(${votes}::uuid[])`
  await db(tx).deleteFrom('station_post').where(others).execute()
  await db(tx).deleteFrom('station_volunteer').where(others).execute()
}
