import { defineQueue } from '#platform/jobs/queue'
import type { Id } from '#platform/db/id'
import type { DonorId, GiftId } from '../giving/index.ts'
import type { AcknowledgementId } from './tables.ts'

/** Of a gift that changed, the acknowledgement follows. */
export const settling = defineQueue<{ gift: GiftId }>('receipts.settle')
/** Looks for what nobody told of, and sends the summaries of a year that is over. */
export const receiptClock = defineQueue<object>('receipts.clock')
/** An acknowledgement once more, for the `n`th time. */
export const acknowledgementMail = defineQueue<{ acknowledgement: AcknowledgementId; n: number }>('receipts.acknowledgement')
/** The summary of a year, of all who share a mailbox. */
export const yearMail = defineQueue<{ letter: Id<'gift-letter'>; year: number }>('receipts.year')
/** The link to all gifts of a mailbox, that somebody asked for. `at`: when, so that each asking is one letter. */
export const mineMail = defineQueue<{ donor: DonorId; at: string }>('receipts.mine')
