import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { type Columns, columnsOf, recordset } from '#platform/db/recordset'
import { enqueue } from '#platform/jobs/queue'
import { findRecipient, type RecipientId, type RecipientRecord } from '../../core/index.ts'
import { type GiftId, referenceOf } from '../../giving/index.ts'
import { ruleFor } from '../../law/index.ts'
import { type GiftStanding, recipientsOfGifts, standingOf } from '../queries/gifts.ts'
import { acknowledgementMail } from '../queues.ts'
import { dayIn, thereOf, whyOf, writeNumber } from '../rules.ts'
import { db, type Said } from '../tables.ts'

/**
 * Brings the acknowledgements of these gifts to what is there of each: cancels what says too much, writes what is missing. Told twice, late or out of order
 * it is as told once. Few gifts at a time: whoever settles gifts of a recipient waits for the other.
 */
export async function settle(tx: Tx, app: App, gifts: GiftId[]): Promise<void> {
  if (gifts.length === 0) return
  const recipients = await recipientsOfGifts(tx, gifts)
  await lockBooks(tx, recipients)
  // Read under the lock: whoever changes a gift after this tells of it.
  const moved = (await standingOf(tx, gifts)).filter((gift) => thereOf(gift) !== gift.acknowledged)
  await cancel(tx, app, moved)
  const missing = moved.filter((gift) => thereOf(gift) > 0 && gift.paid_at)
  if (missing.length > 0) await issue(tx, app, missing)
}

async function lockBooks(tx: Tx, recipients: RecipientId[]): Promise<void> {
  const keys = recipients.map((id) => `acknowledgements ${id}`)
  await sql`select pg_advisory_xact_lock(k) from (select hashtextextended(key, 2016) as k from unnest(${keys}::text[]) as key order by 1) as keys`.execute(
    db(tx),
  )
}

async function cancel(tx: Tx, { now }: App, moved: GiftStanding[]): Promise<void> {
  const over = moved.flatMap(({ acknowledgement, state }) =>
    acknowledgement ? [{ id: acknowledgement, why: whyOf(state) }] : [],
  )
  if (over.length === 0) return
  await sql`update acknowledgement a set cancelled_at = ${now()}::timestamptz, cancelled_for = o.why
    from ${recordset('o', over, { id: 'uuid', why: 'text' })} where a.id = o.id`.execute(db(tx))
}

type Row = {
  id: string
  gift_id: GiftId
  donor_id: string
  recipient_id: string
  year: number
  number: number
  amount: number
  currency: string
  said: Said
  made_at: string
}

const COLUMNS: Columns<Row> = {
  id: 'uuid',
  gift_id: 'uuid',
  donor_id: 'uuid',
  recipient_id: 'uuid',
  year: 'integer',
  number: 'integer',
  amount: 'bigint',
  currency: 'text',
  said: 'jsonb',
  made_at: 'timestamptz',
}

/** Writes acknowledgements, with the next numbers of their books and years in the order in which the gifts came. */
async function issue(tx: Tx, app: App, gifts: GiftStanding[]): Promise<void> {
  const made_at = app.now().toISOString()
  const recipients = await foundOf(tx, gifts)
  const dated = gifts.map((gift) => ({ gift, ...dayIn(zoneOf(app, gift), gift.paid_at!) }))
  const next = await takeNumbers(tx, dated)
  const rows = dated.map(({ gift, day, year }): Row => {
    const { id, donor_id, recipient_id, currency } = gift
    const said = saidOf(app, { gift, day, recipient: recipients.get(recipient_id)! })
    const number = next(recipient_id, year)
    return { id: newId(), gift_id: id, donor_id, recipient_id, year, number, amount: thereOf(gift), currency, said, made_at }
  })
  await sql`insert into acknowledgement (${columnsOf(COLUMNS)}) select ${columnsOf(COLUMNS)} from ${recordset('r', rows, COLUMNS)}`.execute(
    db(tx),
  )
  const wonBack = new Set(gifts.filter(isWonBack).map(({ id }) => id))
  // Of what went back giving writes; that a bank gave something back she hears from here.
  for (const { id, gift_id } of rows) if (wonBack.has(gift_id)) enqueue(tx, acknowledgementMail, { acknowledgement: id, n: 0 })
}

const zoneOf = ({ movement }: App, gift: GiftStanding): string => ruleFor(gift, gift.paid_at!)?.zone ?? movement.current.timeZone

type Dated = { gift: GiftStanding; year: number }

/** Takes so many numbers of each book and year as there are gifts, under the lock of its row. Gives who hands them out. */
async function takeNumbers(tx: Tx, dated: Dated[]): Promise<(recipient: RecipientId, year: number) => number> {
  const counts = new Map<string, { recipient_id: RecipientId; year: number; last: number }>()
  for (const { gift, year } of dated) {
    const key = `${gift.recipient_id} ${year}`
    counts.set(key, { recipient_id: gift.recipient_id, year, last: (counts.get(key)?.last ?? 0) + 1 })
  }
  const taken = [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)
  const rows = await db(tx)
    .insertInto('acknowledgement_series')
    .values(taken)
    .onConflict((on) =>
      on.columns(['recipient_id', 'year']).doUpdateSet({ last: sql<number>`acknowledgement_series.last + excluded.last` }),
    )
    .returning(['recipient_id', 'year', 'last'])
    .execute()
  const next = new Map(
    rows.map(({ recipient_id, year, last }) => {
      const key = `${recipient_id} ${year}`
      return [key, last - counts.get(key)!.last]
    }),
  )
  return (recipient, year) => {
    const key = `${recipient} ${year}`
    next.set(key, next.get(key)! + 1)
    return next.get(key)!
  }
}

/** The recipients of these gifts: few, whatever the number of gifts. */
async function foundOf(tx: Tx, gifts: GiftStanding[]): Promise<Map<RecipientId, RecipientRecord>> {
  const found = new Map<RecipientId, RecipientRecord>()
  for (const id of new Set(gifts.map(({ recipient_id }) => recipient_id))) found.set(id, (await findRecipient(tx, id))!)
  return found
}

/** A bank had taken it, or held it back, and gave it back. */
const isWonBack = ({ acknowledgement, cancelled }: GiftStanding): boolean =>
  !acknowledgement && cancelled !== null && cancelled.why !== 'refunded'

/** The number of what a new one takes the place of: what was cancelled just now, or before. */
function replacedBy({ acknowledgement, year, nth, cancelled }: GiftStanding): string | null {
  if (acknowledgement) return writeNumber({ year: year!, number: nth! })
  return cancelled && writeNumber(cancelled)
}

type About = { gift: GiftStanding; day: string; recipient: RecipientRecord }

function saidOf({ movement }: App, { gift, day, recipient }: About): Said {
  const receipt = ruleFor(gift, gift.paid_at!)?.receipt
  return {
    locale: gift.locale,
    name: `${gift.given_name} ${gift.family_name}`,
    recipient: recipient.name,
    beneficiary: recipient.beneficiary,
    holder: recipient.holder,
    movement: movement.current.name,
    mode: gift.mode,
    day,
    reference: referenceOf(gift.number),
    given: gift.amount,
    authority: receipt?.self_issued === false ? receipt.authority : null,
    replaces: replacedBy(gift),
  }
}
