import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import { Conflict, NotFound } from '#platform/errors'
import { distanceKm } from '#platform/geo/points'
import type { Tx } from '#platform/db/handle'
import { liesWithin } from '#territories'
import { propose } from './commands/propose.ts'
import { pairing } from './matching.ts'
import { findAsk } from './queries/own.ts'
import { waitingFor } from './queries/waiting.ts'
import { answerBy } from './round.ts'
import type { AskId, HolderId } from './tables.ts'
import { aheadAt, limitFor } from './voting.ts'

/** Holders from whom staff choose. */
const SHOWN = 20

/** Holders of a territory who may be asked for an ask, the nearest first: also those who would not go as far by themselves. */
export async function freeFor(app: App, id: AskId, scope: Scope) {
  const { read } = app.database
  const ask = await findAsk(read, id)
  const ahead = ask && (await aheadAt(app, ask.election_id, ask))
  const limit = ahead && limitFor(ahead)
  if (!limit) throw new NotFound('proxies.gone')
  const { asks, holders, never } = await waitingFor(read, ask.election_id, { limit, now: app.now() })
  const asker = asks.find((one) => one.id === id)
  const barred = new Set(never.flatMap((one) => (one.ask === id ? one.holder : [])))
  const near = holders.flatMap((holder) => {
    if (!asker || barred.has(holder.id) || !liesWithin(scope, holder)) return []
    const pair = pairing({ ...asker, town: asker.place_id }, { ...holder, town: holder.place_id, km: Infinity })
    return pair ? [{ ...holder, tier: pair.tier, away: pair.tier === 2 ? distanceKm(asker, holder) : 0 }] : []
  })
  const nearest = near.toSorted((a, b) => a.tier - b.tier || a.away - b.away || (a.id < b.id ? -1 : 1))
  return { ask, ahead, limit, holders: nearest.slice(0, SHOWN) }
}

type Chosen = { free: Awaited<ReturnType<typeof freeFor>>; holder: HolderId }

/** Brings two together whom somebody chose among those who are free. Both still say yes or no. Throws Conflict. */
export async function bringTogether(
  tx: Tx,
  { free: { ask, ahead, limit, holders }, holder: id }: Chosen,
  now: Date,
): Promise<void> {
  const holder = holders.find((one) => one.id === id)
  const proposal = holder && { ask: ask.id, holder: id, km: holder.away, answer_by: answerBy(ahead, now) }
  const made = proposal ? await propose(tx, [proposal], { limit, now }) : []
  if (made.length === 0) throw new Conflict('proxies.not-free')
}
