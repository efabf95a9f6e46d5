import type { Handle } from '#platform/db/handle'
import { defineSlot } from '#platform/slots'
import type { RecipientRecord } from '../core/index.ts'
import type { Scope } from '../law/index.ts'
import type { DonorId } from './tables.ts'

/** Whose sums are asked for, and in what scope of a rule: all recipients of a vote or kind, or one; a year, or a vote. */
export type CountedOf = { donors: DonorId[]; recipient: RecipientRecord; scope: Scope }
/** What a donor paid, paid and under way, less what went back: smallest units. */
export type DonorSum = { donor: DonorId; sum: number }

/**
 * What rooms above take of donors that the law counts together with gifts (a party's dues). Read in the transaction that holds the lock on who may be the same
 * person. `openOf`: how much of it, from a mailbox, waits to be paid.
 */
export const countedBesides = defineSlot<{
  what: 'dues'
  sumsOf(handle: Handle, asked: CountedOf): Promise<DonorSum[]>
  openOf(handle: Handle, mailbox_hash: Buffer): Promise<number>
}>('giving.counted-besides')

/** Of these donors, those of whom a room above keeps something: they are not forgotten. */
export const donorsKept = defineSlot<(handle: Handle, donors: DonorId[]) => Promise<DonorId[]>>('giving.donors-kept')
