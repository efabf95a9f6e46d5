import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import { lockPeople, type PersonId } from '#people'
import { db, type GroupId } from '../tables.ts'
import { groupsJoined } from '../events.ts'
import { closing, lockGroup, touchGroup } from './locks.ts'

export type Division = {
  group: GroupId
  /** Exactly its members of today: who stays, and who goes into the new group. */
  stay: PersonId[]
  move: PersonId[]
  /** Who leads from now on, besides the organisers that there are. */
  lead: PersonId[]
  /** The new group: what it is called, and the town in which it meets. */
  child: { name: string; place_id: string; department_id: string | null; country: string; lng: number; lat: number }
}

/**
 * Makes two groups of one. Memberships change hands and nothing else: role, joining day and what each shows go along. Throws Conflict when the members
 * are not those of the division any more, or when a half would be without organiser.
 */
export async function divideGroup(tx: Tx, { group: id, stay, move, lead, child }: Division, now: Date): Promise<GroupId> {
  await lockPeople(tx, [...stay, ...move])
  const group = await lockGroup(tx, id)
  const members = await membersOf(tx, id)
  const named = new Set([...stay, ...move])
  const same =
    named.size === stay.length + move.length &&
    named.size === members.length &&
    members.every(({ person_id }) => named.has(person_id))
  if (!same) throw new Conflict('groups.divide.changed')
  const leads = new Set([...members.filter(({ role }) => role === 'organiser').map(({ person_id }) => person_id), ...lead])
  if (![stay, move].every((half) => half.some((person) => leads.has(person)))) throw new Conflict('groups.divide.no-organiser')
  await makeOrganisers(tx, id, lead)
  const made = await insertChild(tx, { parent: group, child }, now)
  await db(tx)
    .updateTable('membership')
    .set({ group_id: made })
    .where('group_id', '=', id)
    .where('person_id', 'in', move)
    .execute()
  await touchGroup(tx, id, now)
  return made
}

async function insertChild(
  tx: Tx,
  { parent, child }: { parent: { id: GroupId; generation: number }; child: Division['child'] },
  now: Date,
): Promise<GroupId> {
  const id = newId()
  const { languages, themes, joining } = await db(tx)
    .selectFrom('local_group')
    .select(['languages', 'themes', 'joining'])
    .where('id', '=', parent.id)
    .executeTakeFirstOrThrow()
  const kept = { languages, themes, joining, description: null, habits: null, address: null, exact_lng: null, exact_lat: null }
  const born = { parent_id: parent.id, generation: parent.generation + 1, last_active_at: now, created_at: now }
  await db(tx)
    .insertInto('local_group')
    .values({ id, ...child, ...kept, ...born, precision: 'town', accessible: false })
    .execute()
  return id
}

/** `most`: members that may be in afterwards. `kin`: the one was born of the other, so that who comes back has always been of its line. */
export type Moving = { from: GroupId; into: GroupId; most: number; kin: boolean }

/**
 * Brings everybody of one group into another, and closes the one. Throws Conflict when more would be in than may. Whoever is in both keeps
 * her place in the other.
 */
export async function moveMembers(tx: Tx, { from, into, most, kin }: Moving, now: Date): Promise<void> {
  const people = [...(await membersOf(tx, from)), ...(await membersOf(tx, into))].map(({ person_id }) => person_id)
  await lockPeople(tx, [...new Set(people)])
  for (const group of [from, into].toSorted()) await lockGroup(tx, group)
  const [coming, there] = [await membersOf(tx, from), await membersOf(tx, into)]
  const here = new Set(there.map(({ person_id }) => person_id))
  if (coming.some(({ person_id }) => !people.includes(person_id))) throw new Conflict('groups.divide.changed')
  const both = coming.filter(({ person_id }) => here.has(person_id)).map(({ person_id }) => person_id)
  if (coming.length - both.length + there.length > most) throw new Conflict('groups.reunite.many')
  if (both.length > 0) await db(tx).deleteFrom('membership').where('group_id', '=', from).where('person_id', 'in', both).execute()
  await db(tx)
    .updateTable('membership')
    .set(kin ? { group_id: into } : { group_id: into, line_since: now })
    .where('group_id', '=', from)
    .execute()
  await db(tx)
    .updateTable('local_group')
    .set({ ...closing(now), merged_into: into })
    .where('id', '=', from)
    .execute()
  await touchGroup(tx, into, now)
  emit(tx, groupsJoined, { from, into })
}

function makeOrganisers(tx: Tx, group: GroupId, people: PersonId[]) {
  if (people.length === 0) return
  return db(tx)
    .updateTable('membership')
    .set({ role: 'organiser' })
    .where('group_id', '=', group)
    .where('person_id', 'in', people)
    .execute()
}

function membersOf(tx: Tx, group: GroupId) {
  return db(tx)
    .selectFrom('membership')
    .select(['person_id', 'role'])
    .where('group_id', '=', group)
    .orderBy('person_id')
    .execute()
}
