import type { App } from '#platform/app'
import { addDays, clockIn, todayOf } from '#platform/i18n/moments'
import { votes, votingIn } from '#staff'
import { areas, type Town } from '#territories'
import type { Somewhere } from './town.ts'

/** Milliseconds for which a process takes the votes that it read for those of today. */
const KEPT = 10_000
/** A day is still one's own on the other side of the date line. */
const ELSEWHERE = 1

export type Vote = Awaited<ReturnType<typeof votes>>[number]

type Areas = ReadonlyMap<string, { name: string; parent_id: string | null }>
type Ahead = { votes: Vote[]; parents: Areas }
type Kept = { at: number; ahead: Promise<Ahead> }
const kept = new WeakMap<App, Kept>()
const areasKnown = new WeakMap<App, Areas>()

/** As they are now, for whatever acts upon them; or as they were a moment ago, for pages and calendars that a crowd asks for, without a query. */
type Fresh = 'now' | 'kept'

/** Votes that are ahead somewhere, the earliest first, and the first rounds of those. */
export async function votesAhead(app: App, fresh: Fresh = 'now'): Promise<Vote[]> {
  return (await ahead(app, fresh)).votes
}

function ahead(app: App, fresh: Fresh): Promise<Ahead> {
  if (fresh === 'now') return readAhead(app)
  const now = app.now().getTime()
  const known = kept.get(app)
  // A clock that was set back makes nothing young.
  if (known && Math.abs(now - known.at) < Math.min(KEPT, app.config.pagesKept)) return known.ahead
  const read = readAhead(app)
  kept.set(app, { at: now, ahead: read })
  // What could not be read is asked for again.
  read.catch(() => kept.delete(app))
  return read
}

async function readAhead(app: App): Promise<Ahead> {
  const { read } = app.database
  const [parents, votesThere] = [await areasOf(app), await votes(read, addDays(todayOf(app), -ELSEWHERE))]
  return { votes: votesThere, parents }
}

/** Every area. They change with the program alone, and are read once. */
async function areasOf(app: App): Promise<Areas> {
  const known = areasKnown.get(app)
  if (known) return known
  const read: Areas = new Map((await areas(app.database.read)).map(({ id, ...area }) => [id, area]))
  areasKnown.set(app, read)
  return read
}

/** How an area is called. */
export const areaName = async (app: App, id: string): Promise<string | undefined> => (await areasOf(app)).get(id)?.name

/** When a vote is in a town, and by whose clocks. */
export type VotingHere = {
  vote: Vote
  /** YYYY-MM-DD */
  vote_on: string
  /** When the last polling station there closes, HH:MM as clocks there show it. */
  closes: string
  time_zone: string
  /** The day from which time is counted back: that of its first round there. */
  settled_by: string
  /** YYYY-MM-DD: when a decree closed the lists for it, which else the law does. */
  lists_closed: string | null
  /** The department, whose own rules go before those of the country. */
  area: string | null
}

/** The votes ahead of a town, the earliest first; a day that is over there is none of them. */
export async function votesIn(app: App, town: Somewhere, fresh: Fresh = 'now'): Promise<VotingHere[]> {
  return (await votesByTown(app, fresh))(town)
}

/** The same for however many towns, of votes that are read once. */
export async function votesByTown(app: App, fresh: Fresh = 'now'): Promise<(town: Somewhere) => VotingHere[]> {
  const known = await ahead(app, fresh)
  return (town) => votesOf(app, known, town)
}

function votesOf(app: App, known: Ahead, town: Somewhere): VotingHere[] {
  const today = clockIn(town.time_zone, app.now()).day
  return known.votes.flatMap((vote) => {
    const day = dayIn(known, vote, town)
    if (!day || day.vote_on < today) return []
    const first = known.votes.find(({ id }) => id === vote.first_round)
    const settled_by = (first && dayIn(known, first, town)?.vote_on) ?? day.vote_on
    const { lists_closed } = first ?? vote
    const { time_zone, department_id: area } = town
    return [{ vote, vote_on: day.vote_on, closes: day.closes, time_zone, settled_by, lists_closed, area }]
  })
}

/** When a vote is in a town: its own line, else that of the narrowest area that holds it; undefined: it is in another country. */
function dayIn({ parents }: Ahead, vote: Vote, { id, country, department_id }: Somewhere) {
  const region = department_id && parents.get(department_id)?.parent_id
  const around = [department_id, region, country].filter((one) => one !== null && one !== undefined)
  return vote.country === country ? votingIn(vote.days, { place: id, around }) : undefined
}

/**
 * What of a town one must know to tell when people vote there: its department, unless a vote ahead is in that town by a line of its own. A town that is in no
 * department is needed itself.
 */
export async function coarsest(app: App, town: Pick<Town, 'id' | 'department_id'>): Promise<string> {
  const votesThere = await votesAhead(app, 'kept')
  const own = votesThere.some(({ days }) => days.some(({ place_id }) => place_id === town.id))
  return own || !town.department_id ? town.id : town.department_id
}
