import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import { record } from '../core/index.ts'
import type { AreaId, PlaceId } from '#territories'
import { votesChanged } from './queues.ts'
import { mayRemove } from './rules.ts'
import { db, type ElectionId, type Kind } from './tables.ts'

export type NewElection = {
  name: string
  country: AreaId
  kind: Kind
  /** The vote that it is the second round of. */
  first_round: ElectionId | null
  /** YYYY-MM-DD: when its decree closed the lists. */
  lists_closed: string | null
  /** YYYY-MM-DD, and HH:MM as clocks there show it. */
  vote_on: string
  closes: string
  /** Where people vote; nothing: everywhere in the country. */
  territory: { area_id: AreaId | null; place_id: PlaceId | null }
}

/** Who acts, and when; nobody where the program itself notes a vote. */
type By = Parameters<typeof record>[1]

type NewDay = Pick<NewElection, 'vote_on' | 'closes' | 'territory'>

/** Notes a vote, around which silence is kept from now on. */
export async function addElection(
  tx: Tx,
  { actor, now }: By,
  { vote_on, closes, territory, ...election }: NewElection,
): Promise<ElectionId> {
  const id = newId()
  if (election.first_round) await getElection(tx, election.first_round)
  await db(tx)
    .insertInto('election')
    .values({ id, ...election, created_at: now })
    .execute()
  await addDay(tx, id, { vote_on, closes, territory })
  emit(tx, votesChanged, { election: id })
  await record(tx, { actor, now }, { action: 'create', object: 'election', id, count: 0 })
  return id
}

/** Notes another day of the same vote for a part of the country. */
export async function addElectionDay(
  tx: Tx,
  { actor, now }: By,
  { election, ...day }: NewDay & { election: ElectionId },
): Promise<void> {
  await getElection(tx, election)
  const known = await daysOf(tx, election)
  // Near the vote another day for a part of the country would end its silence there, which takes two persons.
  if (!known.every(({ vote_on }) => mayRemove(vote_on, now))) throw new Conflict('elections.fixed')
  const { area_id, place_id } = day.territory
  if (known.some((one) => one.area_id === area_id && one.place_id === place_id)) throw new Conflict('elections.twice')
  await addDay(tx, election, day)
  emit(tx, votesChanged, { election })
  await record(tx, { actor, now }, { action: 'edit', object: 'election', id: election, count: 0 })
}

/**
 * Moves a vote, as a decree does: its first day to that one (`YYYY-MM-DD`), all its other days by as many. Neither from nor to a day that is near: that
 * would end or begin its silence alone. Whatever hangs on the vote is computed from its days, and moves along.
 */
export async function moveElection(
  tx: Tx,
  { actor, now }: By,
  { election, to }: { election: ElectionId; to: string },
): Promise<void> {
  await getElection(tx, election)
  const days = await daysOf(tx, election)
  if (![...days.map(({ vote_on }) => vote_on), to].every((day) => mayRemove(day, now))) throw new Conflict('elections.fixed')
  await sql`update election_day set vote_on = vote_on + (${to}::date - (select min(vote_on) from election_day where election_id = ${election}::uuid))
    where election_id = ${election}::uuid`.execute(db(tx))
  emit(tx, votesChanged, { election })
  await record(tx, { actor, now }, { action: 'edit', object: 'election', id: election, count: 0 })
}

/** Takes a vote away that was noted by mistake. Not when it is near: that would end its silence, which takes two persons. */
export async function removeElection(tx: Tx, { actor, now }: Hand, election: ElectionId): Promise<void> {
  await getElection(tx, election)
  const days = await daysOf(tx, election)
  if (!days.every(({ vote_on }) => mayRemove(vote_on, now))) throw new Conflict('elections.fixed')
  await db(tx).updateTable('election').set({ removed_at: now }).where('id', '=', election).execute()
  emit(tx, votesChanged, { election })
  await record(tx, { actor, now }, { action: 'remove', object: 'election', id: election, count: 0 })
}

function daysOf(tx: Tx, election: ElectionId) {
  return db(tx)
    .selectFrom('election_day')
    .select(['area_id', 'place_id', sql<string>`vote_on::text`.as('vote_on')])
    .where('election_id', '=', election)
    .execute()
}

async function addDay(tx: Tx, election: ElectionId, { vote_on, closes, territory }: NewDay) {
  await db(tx)
    .insertInto('election_day')
    .values({ id: newId(), election_id: election, vote_on, closes, ...territory })
    .execute()
}

async function getElection(tx: Tx, id: ElectionId): Promise<void> {
  const found = await db(tx)
    .selectFrom('election')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('elections.gone')
}
