import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import type { Asked } from '#platform/http/asked'
import { Denied, NotFound } from '#platform/errors'
import { heldWithin } from '#staff'
import type { PersonId } from '#people'
import { findStation, type StationRecord } from './queries/stations.ts'
import type { StationId, VoteId } from './tables.ts'

export const MANAGE = 'stations.manage'

/** Whether somebody is in charge of stations in all of a town. */
export async function isInCharge(app: App, { grants }: Pick<Actor, 'grants'>, place_id: string): Promise<boolean> {
  const held = await heldWithin(app.database.read, grants, { permissions: [MANAGE], at: { area_id: null, place_id } })
  return held.length > 0
}

/** A station of a vote, for who is in charge there. One elsewhere is not there. */
export async function stationInCharge(
  app: App,
  { params, actor }: Asked<{ vote: VoteId; station: StationId }>,
): Promise<StationRecord> {
  const station = await findStation(app.database.read, params.station)
  if (!station || station.election_id !== params.vote || !(await isInCharge(app, actor, station.place_id)))
    throw new NotFound('stations.gone')
  return station
}

/** Who is behind the account; whoever is in nobody's record signs first. */
export function personOf({ actor }: Pick<Asked, 'actor'>): PersonId {
  if (!actor.person) throw new Denied('stations.sign-first')
  return actor.person.id
}

/** A station for whoever may read and type its count: who said yes to be there, and who is in charge. For others it is not there. */
export async function stationOfMine(app: App, { params, actor }: Asked<{ station: StationId }>): Promise<StationRecord> {
  const station = await findStation(app.database.read, params.station)
  if (!station) throw new NotFound('stations.gone')
  const serves = station.posts.some(({ person_id, state }) => state === 'yes' && person_id === actor.person?.id)
  if (!serves && !(actor.strong && (await isInCharge(app, actor, station.place_id)))) throw new NotFound('stations.gone')
  return station
}
