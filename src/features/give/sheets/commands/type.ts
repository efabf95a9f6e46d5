import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { record } from '#staff'
import type { RecipientRecord } from '../../core/index.ts'
import { type GiftId, type InHand, lockGifts, lockTaking, recordArrival, takeInHand } from '../../giving/index.ts'
import type { Decision } from '../../law/index.ts'
import { chequeTyped, giftsNumbered, NEAR_DAYS, type Numbered, type Twin, twinOf } from '../queries/promised.ts'
import { at, type RowKey, type Wrong } from '../rules/sheet.ts'
import { db, type InHandMode, type SheetId } from '../tables.ts'

/** A row that can be read: a promised gift by its number, or a gift whole. `amount`: null where a scanner read the reference alone. */
export type ReadRow = { key: RowKey; cheque: string | null } & (
  | { promised: number; amount: number | null }
  | { promised: undefined; offer: InHand }
)

export type Sheet = {
  recipient: RecipientRecord
  key: SheetId
  mode: InHandMode
  came: Date
  came_on: string
  slip: string | null
  zone: string
  rows: ReadRow[]
  /** Rows of which somebody said that they are other gifts than those which they look like. */
  again: RowKey[]
  /** What somebody was told that would be written (`toldOf`); undefined: it is only tried. */
  told: string | undefined
}

/** What becomes of a row. `decision`: of the law, where it refused or holds it. */
export type Fate = {
  key: RowKey
  is: 'good' | 'held' | 'refused' | 'twin'
  amount: number
  errors: Wrong
  gift?: GiftId
  decision?: Decision
  twin?: Twin
}

export type Tried = { fates: Fate[]; good: number; sum: number; written: boolean }

/** What somebody is told that would be written: how many rows, and their sum. */
export const toldOf = ({ good, sum }: Pick<Tried, 'good' | 'sum'>): string => `${good} ${sum}`

/** Ends a transaction of which nothing shall stay, and carries out what was found. */
class GivenUp extends Error {
  readonly tried: Tried
  constructor(tried: Tried) {
    super('Nothing of the sheet is kept')
    this.tried = tried
  }
}

/**
 * Tries a sheet, or writes it: the rows that are good, when they are those that somebody was told. Sheets of a recipient come one after the other; the key of a
 * form counts once. Gives what becomes of each row.
 */
export async function typeSheet(app: App, hand: Hand, sheet: Sheet): Promise<Tried> {
  try {
    return await app.database.transact(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`sheet ${sheet.recipient.id}`}, 2016))`.execute(db(tx))
      const isNew = await openSheet(tx, hand, sheet)
      if (!isNew) return { fates: [], good: 0, sum: 0, written: true }
      const fates = await decideRows(tx, app, { hand, sheet })
      const good = fates.filter(({ is }) => is === 'good' || is === 'held')
      const tried = { fates, good: good.length, sum: good.reduce((all, { amount }) => all + amount, 0) }
      if (good.length === 0 || sheet.told !== toldOf(tried)) throw new GivenUp({ ...tried, written: false })
      await record(tx, hand, { action: 'receive', object: 'gift-sheet', id: sheet.key, count: good.length })
      return { ...tried, written: true }
    })
  } catch (error) {
    if (error instanceof GivenUp) return error.tried
    throw error
  }
}

async function openSheet(tx: Tx, { actor, now }: Hand, { key, recipient, mode, came_on, slip }: Sheet): Promise<boolean> {
  const row = { id: key, recipient_id: recipient.id, mode, came_on, slip, account_id: actor.account, made_at: now }
  const made = await db(tx)
    .insertInto('gift_sheet')
    .values(row)
    .onConflict((on) => on.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

type Deciding = { hand: Hand; sheet: Sheet }

/** Each row after the other: two of one person count together, as does cash. Locks first, all in one order. */
async function decideRows(tx: Tx, app: App, { hand, sheet }: Deciding): Promise<Fate[]> {
  const numbers = sheet.rows.flatMap(({ promised }) => (promised === undefined ? [] : [promised]))
  const found = await giftsNumbered(tx, sheet.recipient.id, numbers)
  await lockGifts(
    tx,
    found.map(({ id }) => id),
  )
  const offers = sheet.rows.flatMap((row) => (row.promised === undefined ? [row.offer] : []))
  if (offers.length > 0) await lockTaking(tx, offers)
  // As they stand now that nobody else changes them.
  const promised = new Map((await giftsNumbered(tx, sheet.recipient.id, numbers)).map((gift) => [gift.number, gift]))
  const fates: Fate[] = []
  for (const row of sheet.rows) {
    const fate = await decideRow(tx, app, { hand, sheet, row, promised })
    if (fate.gift) await keepRow(tx, { sheet, row, gift: fate.gift })
    fates.push(fate)
  }
  return fates
}

type DecidingRow = Deciding & { row: ReadRow; promised: Map<number, Numbered> }

async function decideRow(tx: Tx, app: App, { hand, sheet, row, promised }: DecidingRow): Promise<Fate> {
  const isSaid = sheet.again.includes(row.key)
  if (row.promised !== undefined) {
    const gift = promised.get(row.promised)
    const wrong = wrongWith(gift, row, sheet)
    if (wrong || !gift) return { key: row.key, is: 'refused', amount: 0, errors: wrong ?? {} }
    if (!isSaid && row.cheque && (await chequeTyped(tx, sheet.recipient.id, row.cheque)))
      return { key: row.key, is: 'twin', amount: gift.amount, errors: at(row.key, 'cheque', 'sheets.cheque-typed') }
    await recordArrival(tx, app, { hand, gift: gift.id, came: sheet.came })
    promised.set(gift.number, { ...gift, state: 'paid' })
    return { key: row.key, is: 'good', amount: gift.amount, errors: {}, gift: gift.id }
  }
  const { offer, key, cheque } = row
  const { amount, given_name, family_name } = offer
  const since = new Date(hand.now.getTime() - NEAR_DAYS * 86_400_000)
  const { mode, zone, recipient } = sheet
  const sought = { recipient: recipient.id, mode, zone, amount, cheque, given_name, family_name, since }
  const twin = isSaid ? undefined : await twinOf(tx, sought)
  if (twin) return { key, is: 'twin', amount, errors: {}, twin }
  const { decision, gift } = await takeInHand(tx, app, { hand, offer })
  const is = gift ? (decision.verdict === 'hold' ? 'held' : 'good') : 'refused'
  return { key, is, amount, errors: {}, decision, ...(gift ? { gift } : {}) }
}

/** Why a promised gift does not come by this row; undefined: it does. */
function wrongWith(
  gift: Numbered | undefined,
  { key, amount }: ReadRow & { promised: number },
  { mode, recipient }: Sheet,
): Wrong | undefined {
  if (!gift || gift.mode !== mode) return at(key, 'reference', 'sheets.no-such-promise')
  if (gift.state !== 'promised') return at(key, 'reference', 'sheets.not-awaited')
  if (amount !== null && amount !== gift.amount) return at(key, 'amount', 'sheets.amount-differs')
  return recipient.filed_at ? at(key, 'reference', 'giving.filed') : undefined
}

async function keepRow(tx: Tx, { sheet, row, gift }: { sheet: Sheet; row: ReadRow; gift: GiftId }): Promise<void> {
  const n = Number(row.key.slice(1))
  await db(tx).insertInto('gift_sheet_row').values({ sheet_id: sheet.key, n, gift_id: gift, cheque: row.cheque }).execute()
}
