import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { seededRandom } from '#platform/text/random'
import type { PersonId } from '#people'
import type { PlaceId } from '#territories'
import type { Handle } from '#platform/db/handle'
import { todayOf } from '#platform/i18n/moments'
import { votesAhead } from '../core/index.ts'
import { HOURS, ROLES } from './rules/posts.ts'
import { db, type PostState, type VoteId } from './tables.ts'
import { lastDayOf, votesAround } from './voting.ts'

const TOWNS = 12
const TOWNS_BEFORE = 4
const STATIONS = 10
const PEOPLE = 26
const SCHOOLS = [
  'École Jean-Moulin',
  'Salle des fêtes',
  'École Louise-Michel',
  'Gymnase des Tilleuls',
  'Mairie',
  'École du Centre',
]
/** What those who were asked said: most say yes. */
const SAID: PostState[] = ['yes', 'yes', 'yes', 'asked', 'no', 'ended']

type Town = { place_id: PlaceId; people: PersonId[] }

/**
 * Stations in the towns with most supporters, volunteers, and appointments in all states; and of a vote that is over, where somebody was in each. There already,
 * or no vote ahead: nothing changes.
 */
export async function loadDemoStations(app: App): Promise<void> {
  const { read, transact } = app.database
  const [vote] = await votesAhead(app)
  if (!vote || (await db(read).selectFrom('station').select('id').limit(1).executeTakeFirst())) return
  const over = (await votesAround(app)).find((one) => lastDayOf(one) < todayOf(app))
  const ahead = await townsOf(read, vote.country, { within: null, limit: TOWNS })
  const there = over?.days[0]?.area_id
  const before = there ? await townsOf(read, vote.country, { within: there, limit: TOWNS_BEFORE }) : []
  const made = [
    ...ahead.map((town) => madeIn(vote.id, town, { now: app.now(), all: false })),
    ...before.map((town) => madeIn(over!.id, town, { now: app.now(), all: true })),
  ]
  await transact(async (tx) => {
    for (const { stations, volunteers, posts } of made) {
      await db(tx).insertInto('station').values(stations).execute()
      await db(tx).insertInto('station_volunteer').values(volunteers).execute()
      if (posts.length > 0) await db(tx).insertInto('station_post').values(posts).execute()
    }
  })
}

/** Towns of a country, or of a department of it, with most supporters. */
async function townsOf(
  handle: Handle,
  country: string,
  { within, limit }: { within: string | null; limit: number },
): Promise<Town[]> {
  const { rows } = await sql<Town>`select place_id, (array_agg(id order by id))[1:${sql.lit(PEOPLE)}] as people from person
    where place_id is not null and country = ${country} and confirmed_on is not null and restricted_at is null
      and (${within}::text is null or department_id = ${within}) group by place_id order by count(*) desc, place_id limit ${limit}`.execute(
    db(handle),
  )
  return rows
}

/** `all`: everybody who was asked said yes, and each station has somebody. */
function madeIn(vote: VoteId, { place_id, people }: Town, { now, all }: { now: Date; all: boolean }) {
  const random = seededRandom(Number.parseInt(place_id.replace(/\D/g, '') || '7', 10))
  const stations = Array.from({ length: STATIONS }, (_, n) => ({
    id: newId(),
    election_id: vote,
    place_id,
    number: String(n + 1),
    name: SCHOOLS[n % SCHOOLS.length]!,
    address: null,
    added_at: now,
  }))
  const volunteers = people.map((person_id) => ({
    id: newId(),
    election_id: vote,
    person_id,
    place_id,
    roles: [...ROLES],
    hours: HOURS.filter((hour) => hour === 'count' || random() < 0.7),
    said_at: now,
  }))
  // Two of three stations have whom they need: each sits in one alone, one delegate sees to several.
  const seats = volunteers
    .slice(0, -4)
    .map((volunteer, n) => ({ volunteer, role: ROLES[n % 2]!, station: stations[Math.floor(n / 2)] }))
  const sees = volunteers
    .slice(-2)
    .flatMap((volunteer, n) =>
      stations.slice(n * 3, n * 3 + 3).map((station) => ({ volunteer, role: 'delegate' as const, station })),
    )
  const posts = [...seats, ...sees].flatMap(({ volunteer, role, station }) =>
    station
      ? [
          {
            id: newId(),
            station_id: station.id,
            election_id: vote,
            volunteer_id: volunteer.id,
            role,
            state: all ? ('yes' as const) : SAID[Math.floor(random() * SAID.length)]!,
            asked_at: now,
          },
        ]
      : [],
  )
  return { stations, volunteers, posts }
}
