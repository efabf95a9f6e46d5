import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import { newId } from '#platform/db/id'
import type { Tx } from '#platform/db/handle'
import { Conflict, Denied, Invalid, NotFound } from '#platform/errors'
import { record } from '#staff'
import { findTown, gazetteerOf, liesWithin, type Town } from '#territories'
import { lockPeople, movePeople, type PersonId } from '../core/index.ts'
import { findPlacing, findUnplaced, peoplePlaced, peopleUnplaced, type Unplaced } from './queries.ts'
import { db, type PlacingId, type TypedPlace } from './tables.ts'

const PERMISSION = 'people.place'

/**
 * Says which town a text means, of all who typed it and whom the actor sees. Nobody is put where the actor does not see: Denied. NotFound when nobody
 * typed it, or somebody else has settled it meanwhile.
 */
export async function settle(tx: Tx, { actor, now }: Hand, { key, town }: { key: string; town: Town }): Promise<void> {
  const scope = actor.scope(PERMISSION)
  const { country, department_id, id: place_id } = town
  if (!liesWithin(scope, { country, department_id, place_id })) throw new Denied('placing.elsewhere')
  const ids = await held(tx, () => peopleUnplaced(tx, { scope, key }))
  const line = await lineOf(tx, { scope, key })
  const id = await keep(tx, { actor, now }, { line, place_id, people: ids.length })
  await movePeople(tx, { ids, to: { country, place_id, department_id }, now })
  await sql`insert into placement_person (placement_id, person_id) select ${id}, unnest(${ids}::uuid[])`.execute(db(tx))
  await record(tx, { actor, now }, { action: 'change', object: 'placement', id, count: ids.length, fields: ['place_id'] })
}

/** Leaves a text as it was typed: it is asked no more. */
export async function leave(tx: Tx, { actor, now }: Hand, key: string): Promise<void> {
  const line = await lineOf(tx, { scope: actor.scope(PERMISSION), key })
  const id = await keep(tx, { actor, now }, { line, place_id: null, people: line.n })
  await record(tx, { actor, now }, { action: 'dismiss', object: 'placement', id, count: line.n })
}

/** Takes back what was settled: whoever is still where it put her stands as she had typed it. Whoever was changed since stays. */
export async function takeBack(tx: Tx, app: App, { actor, id }: Pick<Hand, 'actor'> & { id: PlacingId }): Promise<void> {
  const [now, scope] = [app.now(), actor.scope(PERMISSION)]
  const found = await findPlacing(tx, scope, id)
  if (!found) throw new NotFound('error.not-found')
  const to = unplacedFor(app, found)
  if (!liesWithin(scope, to)) throw new Denied('placing.elsewhere')
  const ids = await held(tx, () => peoplePlaced(tx, { scope, id }))
  const { numUpdatedRows } = await db(tx)
    .updateTable('placement')
    .set({ undone_at: now })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Conflict('placing.undone-already')
  await movePeople(tx, { ids, to, now })
  await db(tx).deleteFrom('placement_person').where('placement_id', '=', id).execute()
  await record(tx, { actor, now }, { action: 'undo', object: 'placement', id, count: ids.length })
}

/** Holds the rows of people, and gives those who are still meant once they are held. */
async function held(tx: Tx, find: () => Promise<PersonId[]>): Promise<PersonId[]> {
  const locked = await find()
  await lockPeople(tx, locked)
  const still = new Set(await find())
  return locked.filter((id) => still.has(id))
}

/** The town that was pressed, or typed. Throws Invalid with a message for the field. */
export function chosenTown(app: App, { place, where = '' }: { place?: string; where?: string }): Town {
  const pressed = place && gazetteerOf(app).find(place)
  if (pressed) return pressed
  const found = findTown(app, where)
  if ('error' in found) throw new Invalid({ where: where ? found.error : 'form.required' })
  return found.town
}

/** Where somebody is of whom only the text is known. */
function unplacedFor(app: App, { country, postal_code, town }: TypedPlace) {
  const { department_id } = gazetteerOf(app).understand({ country, postal_code, town })
  return { country, place_id: null, department_id }
}

async function lineOf(tx: Tx, asked: Parameters<typeof findUnplaced>[1]): Promise<Unplaced> {
  const line = await findUnplaced(tx, asked)
  if (!line) throw new NotFound('placing.gone')
  return line
}

type Kept = { line: Unplaced; place_id: string | null; people: number }

async function keep(tx: Tx, { actor, now }: Hand, { line, place_id, people }: Kept): Promise<PlacingId> {
  const { key, country, postal_code, town } = line
  const id: PlacingId = newId()
  await db(tx)
    .insertInto('placement')
    .values({
      id,
      key,
      country,
      postal_code,
      town,
      place_id,
      people,
      settled_by: actor.account,
      settled_at: now,
      undone_at: null,
    })
    .execute()
  return id
}
