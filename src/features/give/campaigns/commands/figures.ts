import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import { rankOf, type Walk, walk } from '../rules/middle.ts'
import { type AimId, db } from '../tables.ts'

/** A gift as it counts for an aim: what was there of it, what is there now; nothing there: 0. `donors`: by how many people there are more who gave for it. */
export type Move = { aim: AimId; before: number; after: number; donors: -1 | 0 | 1 }

/** Of these aims one after the other counts, until the commit. Before anybody looks who gave already. */
export async function lockFigures(tx: Tx, recipient: RecipientId, aims: readonly AimId[]): Promise<void> {
  const sorted = [...new Set(aims)].toSorted()
  await sql`insert into gift_figure (recipient_id, aim_id) select ${recipient}::uuid, aim from unnest(${sorted}::uuid[]) as aim order by aim
    on conflict do nothing`.execute(db(tx))
  await sql`select from gift_figure where recipient_id = ${recipient}::uuid and aim_id = any(${sorted}::uuid[]) order by aim_id for update`.execute(
    db(tx),
  )
}

/** Moves the figures of a recipient's aims by what befell gifts. Their rows are locked (`lockFigures`). A few statements, however many gifts. */
export async function moveFigures(tx: Tx, recipient: RecipientId, moves: readonly Move[]): Promise<void> {
  await moveAmounts(tx, recipient, moves)
  for (const aim of new Set(moves.map((move) => move.aim)))
    await moveFigure(tx, { recipient, aim, moves: moves.filter((move) => move.aim === aim) })
}

const BIN = { aim_id: 'uuid', amount: 'bigint', n: 'bigint' }

/** By how much each amount of each aim becomes more or less. */
function binsOf(moves: readonly Move[]) {
  const bins = new Map<string, { aim_id: AimId; amount: number; n: number }>()
  const add = (aim_id: AimId, amount: number, by: number) => {
    if (amount === 0) return
    const key = `${aim_id} ${amount}`
    bins.set(key, { aim_id, amount, n: (bins.get(key)?.n ?? 0) + by })
  }
  for (const { aim, before, after } of moves) {
    add(aim, before, -1)
    add(aim, after, 1)
  }
  return [...bins.values()].filter(({ n }) => n !== 0)
}

async function moveAmounts(tx: Tx, recipient: RecipientId, moves: readonly Move[]): Promise<void> {
  const bins = binsOf(moves)
  const more = bins.filter(({ n }) => n > 0)
  const less = bins.filter(({ n }) => n < 0)
  if (more.length > 0)
    await sql`insert into gift_amount (recipient_id, aim_id, amount, n) select ${recipient}::uuid, b.aim_id, b.amount, b.n
      from ${recordset('b', more, BIN)} on conflict (recipient_id, aim_id, amount) do update set n = gift_amount.n + excluded.n`.execute(
      db(tx),
    )
  if (less.length === 0) return
  const { numAffectedRows } = await sql`update gift_amount a set n = a.n + b.n from ${recordset('b', less, BIN)}
    where a.recipient_id = ${recipient}::uuid and a.aim_id = b.aim_id and a.amount = b.amount`.execute(db(tx))
  if (Number(numAffectedRows) !== less.length) throw new Error('A gift goes that was never counted')
  await sql`delete from gift_amount where recipient_id = ${recipient}::uuid and n = 0 and aim_id = any(${less.map(({ aim_id }) => aim_id)}::uuid[])
    and amount = any(${less.map(({ amount }) => amount)}::bigint[])`.execute(db(tx))
}

type Moving = { recipient: RecipientId; aim: AimId; moves: Move[] }

async function moveFigure(tx: Tx, { recipient, aim, moves }: Moving): Promise<void> {
  const row = await db(tx)
    .selectFrom('gift_figure')
    .selectAll()
    .where('recipient_id', '=', recipient)
    .where('aim_id', '=', aim)
    .executeTakeFirstOrThrow()
  const sum = (by: (move: Move) => number) => moves.reduce((all, move) => all + by(move), 0)
  const counts = (amount: number) => (amount > 0 ? 1 : 0)
  const median = row.median === null ? null : amountOf(row.median)
  const isBelow = (amount: number) => (amount > 0 && median !== null && amount < median ? 1 : 0)
  const gifts = amountOf(row.gifts) + sum(({ before, after }) => counts(after) - counts(before))
  const below = amountOf(row.below) + sum(({ before, after }) => isBelow(after) - isBelow(before))
  const middle = await walkTo(tx, { recipient, aim, gifts, from: { median, below } })
  await db(tx)
    .updateTable('gift_figure')
    .set({
      total: amountOf(row.total) + sum(({ before, after }) => after - before),
      donors: amountOf(row.donors) + sum(({ donors }) => donors),
      gifts,
      ...middle,
    })
    .where('recipient_id', '=', recipient)
    .where('aim_id', '=', aim)
    .execute()
}

type Walking = { recipient: RecipientId; aim: AimId; gifts: number; from: Walk }

/** From the amount that was in the middle to the one that is: a step for a gift. */
async function walkTo(tx: Tx, { recipient, aim, gifts, from }: Walking): Promise<Walk> {
  let at: Walk = from
  for (;;) {
    const next = walk(at, {
      rank: rankOf(gifts),
      around: gifts === 0 ? NOTHING : await around(tx, { recipient, aim, median: at.median ?? 0 }),
    })
    if (next === at) return at
    at = next
  }
}

const NOTHING = { lower: undefined, here: 0, higher: undefined }

/** How many gifts are of this amount, and of its neighbours. Three looks into an index. */
async function around(tx: Tx, { recipient, aim, median }: { recipient: RecipientId; aim: AimId; median: number }) {
  const of = sql`from gift_amount where recipient_id = ${recipient}::uuid and aim_id = ${aim}::uuid and amount`
  const { rows } = await sql<{
    amount: string
    n: string
  }>`(select amount, n ${of} < ${median}::bigint order by amount desc limit 1)
    union all (select amount, n ${of} >= ${median}::bigint order by amount limit 2)`.execute(db(tx))
  const bins = rows.map(({ amount, n }) => ({ amount: amountOf(amount), n: amountOf(n) }))
  return {
    lower: bins.find(({ amount }) => amount < median),
    here: bins.find(({ amount }) => amount === median)?.n ?? 0,
    higher: bins.find(({ amount }) => amount > median),
  }
}
