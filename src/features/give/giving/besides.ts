import type { RawBuilder } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { defineSlot } from '#platform/slots'
import type { RecipientRecord } from '../core/index.ts'
import type { Scope } from '../law/index.ts'
import type { DonorId } from './tables.ts'

/** Whose sums are asked for, and in what scope of a rule: all recipients of a vote or kind, or one; a year, or a vote. */
export type CountedOf = { donors: DonorId[]; recipient: RecipientRecord; scope: Scope }
/** What a donor paid, paid and under way, less what went back: smallest units, a bigint as text. */
export type DonorSum = { donor: DonorId; sum: string }

/**
 * What rooms above take of donors that the law counts together with gifts (a party's dues). Queries, which become one statement with those of gifts, in the transaction
 * that holds the lock on who may be the same person. `openOf`: how much of it, from a mailbox, waits to be paid: a row `n`.
 */
export const countedBesides = defineSlot<{
  what: 'dues'
  sumsOf(asked: CountedOf): RawBuilder<DonorSum>
  openOf(mailbox_hash: Buffer): RawBuilder<{ n: string }>
}>('giving.counted-besides')

/** Of these donors, those of whom a room above keeps something: they are not forgotten. */
export const donorsKept = defineSlot<(handle: Handle, donors: DonorId[]) => Promise<DonorId[]>>('giving.donors-kept')
