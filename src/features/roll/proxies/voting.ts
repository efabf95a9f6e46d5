import type { App } from '#platform/app'
import { clockIn } from '#platform/i18n/moments'
import type { Town } from '#territories'
import { type VotingHere, votesByTown, votesIn } from '../core/index.ts'
import { daysBetween, limitOf, reminderAt } from './rules.ts'
import type { ElectionId, Voting } from './tables.ts'

/** A vote ahead in a town: its name, its day there (`YYYY-MM-DD`), and how many days are left until then, by the clocks there. */
export type Ahead = { election: ElectionId; name: string; country: string; vote_on: string; daysLeft: number }

type Place = Pick<Voting, 'place_id' | 'department_id' | 'country' | 'time_zone'>

const aheadOf = (app: App, { vote, vote_on, time_zone }: VotingHere): Ahead => ({
  election: vote.id,
  name: vote.name,
  country: vote.country,
  vote_on,
  daysLeft: daysBetween(clockIn(time_zone, app.now()).day, vote_on),
})

/** Votes ahead in a town. */
export async function aheadIn(app: App, town: Town): Promise<Ahead[]> {
  return (await votesIn(app, town)).map((voting) => aheadOf(app, voting))
}

/** When a vote is in a town; undefined: it is over there, was taken away, or is none of that town. */
export async function aheadAt(app: App, election: ElectionId, place: Place): Promise<Ahead | undefined> {
  return (await aheadByTown(app))(election, place)
}

/** The same of however many towns, with one query. */
export async function aheadByTown(app: App): Promise<(election: ElectionId, place: Place) => Ahead | undefined> {
  const votesAt = await votesByTown(app)
  return (election, place) => {
    const found = votesAt({ ...place, id: place.place_id }).find(({ vote }) => vote.id === election)
    return found && aheadOf(app, found)
  }
}

/** What is kept of the day that somebody is told. */
export const toldOf = ({ vote_on, daysLeft }: Ahead) => ({ told_on: vote_on, reminded: reminderAt(daysLeft) })

export const limitFor = ({ country, vote_on }: Ahead) => limitOf(country, vote_on)

/** Where somebody votes, of a town and the number of a station. */
export const votingAt = ({ id, name, ...town }: Town, station: string | null): Voting => ({
  place_id: id,
  department_id: town.department_id,
  country: town.country,
  town: name,
  time_zone: town.time_zone,
  lng: town.lng,
  lat: town.lat,
  station,
})

/** How a station's number is kept, however it is typed: "Bureau n° 0012" and "12" are one. */
export function stationOf(typed: string | undefined): string | null {
  const [, digits, rest = ''] = /(\d{1,6})\s*([a-z]{0,2})\s*$/i.exec(typed?.trim() ?? '') ?? []
  return digits === undefined ? null : `${Number(digits)}${rest.toUpperCase()}`
}
