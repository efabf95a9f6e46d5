import { defineEvent, defineQueue } from '#platform/jobs/queue'
import type { GiftId } from './tables.ts'

/** What is written to a donor of one gift. */
export type GiftMailKind = 'held' | 'promised' | 'accepted' | 'declined' | 'paid' | 'failed' | 'refunded'

export const giftMail = defineQueue<{ gift: GiftId; kind: GiftMailKind; step: number }>('giving.mail')

/** What is there of a gift changed, or what is said of it. Told after the commit; who hears reads the gift anew. */
export const giftChanged = defineEvent<{ gift: GiftId }>('giving.changed')
