import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { numberIn } from '../../banking/index.ts'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { Mode } from '../../law/index.ts'
import type { State } from '../rules.ts'
import { db, type GiftId } from '../tables.ts'

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('gift')
    .innerJoin('donor', 'donor.id', 'donor_id')
    .innerJoin('recipient', 'recipient.id', 'recipient_id')
    .leftJoin('local_group', 'local_group.id', 'group_id')
    .leftJoin('place', 'place.id', 'local_group.place_id')
    .select([
      'gift.id',
      'gift.number',
      'gift.recipient_id',
      'gift.donor_id',
      'gift.amount',
      'gift.refunded',
      'gift.currency',
      'gift.mode',
      'gift.state',
    ])
    .select([
      'gift.reason',
      'gift.told',
      'gift.locale',
      'gift.made_at',
      'gift.changed_at',
      'gift.paid_at',
      'gift.payment_id',
      'gift.step',
      'gift.campaign_id',
      'gift.group_id',
      'gift.group_part',
      'gift.group_borne',
      'gift.otherwise',
      'gift.keep',
      'gift.means',
    ])
    .select([
      'donor.given_name',
      'donor.family_name',
      'donor.mailbox_hash',
      'recipient.name as recipient',
      'recipient.kind',
      'recipient.country',
    ])
    // None of who is forgotten.
    .select((w) => w.fn.coalesce('donor.email', sql<string>`''`).as('email'))
    // Names of groups are alike in many towns.
    .select(sql<string | null>`local_group.name || ', ' || place.name`.as('group'))

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
type Whole = 'amount' | 'refunded' | 'number' | 'group_part' | 'group_borne' | 'otherwise'
export type GiftRecord = Omit<Row, Whole> & Record<Whole, number>

const whole = ({ amount, refunded, number, group_part, group_borne, otherwise, ...row }: Row): GiftRecord => ({
  ...row,
  amount: amountOf(amount),
  refunded: amountOf(refunded),
  number: amountOf(number),
  group_part: amountOf(group_part),
  group_borne: amountOf(group_borne),
  otherwise: amountOf(otherwise),
})

export async function findGift(handle: Handle, id: GiftId): Promise<GiftRecord | undefined> {
  const row = await select(handle).where('gift.id', '=', id).executeTakeFirst()
  return row && whole(row)
}

/** The latest gift from a mailbox: what she said of herself then. */
export async function lastGiftOf(handle: Handle, mailbox_hash: Buffer): Promise<GiftRecord | undefined> {
  const row = await select(handle).where('mailbox_hash', '=', mailbox_hash).orderBy('gift.id', 'desc').limit(1).executeTakeFirst()
  return row && whole(row)
}

export type Looked = {
  recipient: RecipientId
  states?: readonly State[]
  before?: GiftId | undefined
  words?: string | undefined
  /** The same words read as an amount. */
  amount?: number | undefined
  limit: number
}

/** Gifts to a recipient, the newest first, by keyset. `words`: a part of a name or a mailbox, an amount, or a reference. */
export async function giftsTo(
  handle: Handle,
  { recipient, states, before, words, amount, limit }: Looked,
): Promise<GiftRecord[]> {
  const rows = await select(handle)
    .where('gift.recipient_id', '=', recipient)
    .$if(states !== undefined, (q) => q.where('gift.state', 'in', [...states!]))
    .$if(before !== undefined, (q) => q.where('gift.id', '<', before!))
    .$if(words !== undefined, (q) => q.where(isMeant(words!, amount)))
    .orderBy('gift.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(whole)
}

/** A reference, whole or its number alone, or an amount; else a part of the name or of the address. */
function isMeant(words: string, amount: number | undefined) {
  const number = numberIn(words)
  if (number !== undefined || amount !== undefined)
    return sql<boolean>`(gift.number = ${number ?? null}::bigint or gift.amount = ${amount ?? null}::bigint)`
  const part = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(donor.given_name || ' ' || donor.family_name ilike ${part} or donor.email ilike ${part})`
}

export type Figures = { state: State; mode: Mode; n: number; sum: number }

/** How many and how much, by state and means. */
export async function figuresOf(handle: Handle, recipient: RecipientId): Promise<Figures[]> {
  const rows = await db(handle)
    .selectFrom('gift')
    .select(['state', 'mode'])
    .select([sql<string>`count(*)`.as('n'), sql<string>`sum(amount - refunded)`.as('sum')])
    .where('recipient_id', '=', recipient)
    .groupBy(['state', 'mode'])
    .execute()
  return rows.map(({ state, mode, n, sum }) => ({ state, mode, n: amountOf(n), sum: amountOf(sum) }))
}

/** How many gifts to these recipients somebody has to look at. */
export async function heldFor(handle: Handle, recipients: RecipientId[]): Promise<number> {
  if (recipients.length === 0) return 0
  const { n } = await db(handle)
    .selectFrom('gift')
    .select(sql<string>`count(*)`.as('n'))
    .where('recipient_id', 'in', recipients)
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  return amountOf(n)
}
