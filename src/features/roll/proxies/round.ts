import type { App } from '#platform/app'
import { type Asker, type Holder, matchAll } from './matching.ts'
import { beginRound } from './commands/rounds.ts'
import { type Proposal, propose } from './commands/propose.ts'
import { type Free, type Waiting, waitingFor } from './queries/waiting.ts'
import { hoursToAnswer, type Limit, limitOf } from './rules.ts'
import { votesAhead } from '../core/index.ts'
import type { ElectionId } from './tables.ts'
import { type Ahead, aheadByTown } from './voting.ts'

/**
 * Pairs that one transaction writes. Mails to people leave with its end, and would be written beside the next: a server takes a whole day of a country at once.
 * The embedded database has one connection, for which everybody waits meanwhile.
 */
const CHUNK = { embedded: 500, server: 10_000 }
const HOUR = 3_600_000

/**
 * Brings together who waits for a vote with who goes. Done twice, or by two at once, it changes nothing more: whoever is brought together already is left
 * out where it is written. Of a vote whose limit we have not read, nobody is.
 */
export async function matchVote(app: App, election: ElectionId): Promise<number> {
  const { read, transact } = app.database
  await transact((tx) => beginRound(tx, election))
  const now = app.now()
  const limit = await limitOfVote(app, election)
  if (!limit) return 0
  const { asks, holders, never } = await waitingFor(read, election, { limit, now })
  if (asks.length === 0 || holders.length === 0) return 0
  const numbers = new Map(holders.map(({ id }, n) => [id, n]))
  const barred = Map.groupBy(never, ({ ask }) => ask)
  const askers = asks.map((ask): Asker => {
    const others = (barred.get(ask.id) ?? []).flatMap(({ holder }) => numbers.get(holder) ?? [])
    return { ...siteOf(ask), made: ask.made, never: new Set(others) }
  })
  const pairs = matchAll(askers, holders.map(asHolder))
  const proposals: Proposal[] = []
  const aheadAt = await aheadByTown(app)
  const known = new Map<string, Ahead | undefined>()
  for (const { asker, holder, km } of pairs) {
    const ask = asks[asker]!
    if (!known.has(ask.place_id)) known.set(ask.place_id, aheadAt(election, ask))
    const ahead = known.get(ask.place_id)
    if (ahead) proposals.push({ ask: ask.id, holder: holders[holder]!.id, km, answer_by: answerBy(ahead, now) })
  }
  let written = 0
  const many = app.config.databaseUrl ? CHUNK.server : CHUNK.embedded
  for (let at = 0; at < proposals.length; at += many)
    written += (await transact((tx) => propose(tx, proposals.slice(at, at + many), { limit, now }))).length
  return written
}

export const answerBy = ({ daysLeft }: Ahead, now: Date): Date => new Date(now.getTime() + hoursToAnswer(daysLeft) * HOUR)

/** The limit that the law of a vote gives; undefined: the vote is gone, or we have not read it. */
async function limitOfVote(app: App, election: ElectionId): Promise<Limit | undefined> {
  const vote = (await votesAhead(app)).find(({ id }) => id === election)
  const [first] = vote?.days ?? []
  return vote && first && limitOf(vote.country, first.vote_on)
}

const siteOf = ({ place_id, lng, lat, station }: Pick<Waiting, 'place_id' | 'lng' | 'lat' | 'station'>) => ({
  town: place_id,
  lng,
  lat,
  station,
})

const asHolder = (free: Free): Holder => ({ ...siteOf(free), km: free.km, home: free.home, abroad: free.abroad })
