import { sql } from 'kysely'
import type { App } from '#platform/app'
import { jsonb } from '#platform/db/jsonb'
import { newId } from '#platform/db/id'
import { todayOf } from '#platform/i18n/moments'
import { seededRandom } from '#platform/text/random'
import { lastDayOf, type StationId, votesAround, type VoteId } from '../stations/index.ts'
import type { Figures } from './rules/figures.ts'
import { db } from './tables.ts'
import { hoursOf } from './telling.ts'

/** Invented, in the order of their sheets; of a hundred votes that somebody got, so many. */
const AHEAD = ['Claire Vasseur', 'Hugo Benali', 'Martine Delcourt', 'Yann Le Goff', 'Sofia Marchetti', 'Éric Tavernier']
const BEFORE = { 'Nadia Ferrand': 31, 'Paul Aubertin': 27, 'Inès Morvan': 22, 'Luc Charpentier': 13, 'Odile Rastoul': 7 }
const MINUTE = 60_000
/** Of a hundred stations, so many whose count came in, and were corrected after it was open. */
const [CAME_IN, CORRECTED] = [0.85, 0.05]

/** Who can be voted for; and what came in of a vote that is over, open to anybody. There already: nothing changes. */
export async function loadDemoCounts(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('vote_candidate').select('id').limit(1).executeTakeFirst()) return
  const votes = await votesAround(app)
  const [over, ahead] = [votes.find((one) => lastDayOf(one) < todayOf(app)), votes.find((one) => lastDayOf(one) >= todayOf(app))]
  const hour = over && hoursOf(over).hour
  const stations = over
    ? await db(read)
        .selectFrom('station')
        .select('id')
        .where('election_id', '=', over.id)
        .orderBy('place_id')
        .orderBy('number')
        .execute()
    : []
  await transact(async (tx) => {
    if (ahead) await db(tx).insertInto('vote_candidate').values(standing(ahead.id, AHEAD)).execute()
    if (!over || !hour) return
    const candidates = standing(over.id, Object.keys(BEFORE))
    await db(tx).insertInto('vote_candidate').values(candidates).execute()
    const opened = new Date(hour.getTime() + 20 * MINUTE)
    await db(tx).insertInto('vote_opening').values({ election_id: over.id, opened_at: opened }).execute()
    const { results, turnout } = evening(
      stations,
      candidates.map(({ id }) => id),
      opened,
    )
    await sql`insert into station_result (station_id, figures, agreed_at, corrected_at)
      select * from jsonb_to_recordset(${jsonb(results)}) as r (station_id uuid, figures jsonb, agreed_at timestamptz, corrected_at timestamptz)`.execute(
      db(tx),
    )
    await sql`insert into station_turnout (station_id, hour, registered, voters, typed_at)
      select * from jsonb_to_recordset(${jsonb(turnout)}) as r (station_id uuid, hour text, registered int, voters int, typed_at timestamptz)`.execute(
      db(tx),
    )
  })
}

const standing = (vote: VoteId, names: string[]) =>
  names.map((name, n) => ({ id: newId(), election_id: vote, rank: n + 1, name }))

/** What stations read in the evening: each adds up. */
function evening(stations: { id: StationId }[], candidates: string[], opened: Date) {
  const random = seededRandom(69)
  const shares = Object.values(BEFORE)
  const read = stations.map(({ id }) => {
    const registered = 620 + Math.floor(random() * 480)
    const voters = Math.round(registered * (0.31 + 0.12 * random()))
    return {
      id,
      figures: figuresOf(
        { registered, voters },
        candidates,
        shares.map((share) => share * (0.7 + 0.6 * random())),
      ),
      luck: random(),
    }
  })
  const minutes = (n: number) => new Date(opened.getTime() + n * MINUTE).toISOString()
  return {
    results: read
      .filter(({ luck }) => luck < CAME_IN)
      .map(({ id, figures, luck }) => ({
        station_id: id,
        figures,
        agreed_at: minutes(-15 + Math.round(luck * 60)),
        corrected_at: luck < CORRECTED ? minutes(55) : null,
      })),
    turnout: read.flatMap(({ id, figures: { registered, voters } }) =>
      (
        [
          ['noon', 0.35, -480],
          ['afternoon', 0.8, -180],
        ] as const
      ).map(([hour, part, at]) => ({
        station_id: id,
        hour,
        registered,
        voters: Math.round(voters * part),
        typed_at: minutes(at),
      })),
    ),
  }
}

function figuresOf(
  { registered, voters }: { registered: number; voters: number },
  candidates: string[],
  weights: number[],
): Figures {
  const [blank, spoilt] = [Math.round(voters * 0.02), Math.round(voters * 0.008)]
  const expressed = voters - blank - spoilt
  const all = weights.reduce((sum, one) => sum + one, 0)
  const votes = weights.map((one) => Math.floor((expressed * one) / all))
  // What rounding left over is the first one's.
  votes[0]! += expressed - votes.reduce((sum, one) => sum + one, 0)
  return {
    registered,
    voters,
    ballots: voters,
    blank,
    void: spoilt,
    votes: Object.fromEntries(candidates.map((id, n) => [id, votes[n]!])),
  }
}
