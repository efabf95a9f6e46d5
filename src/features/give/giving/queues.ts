import { defineQueue } from '#platform/jobs/queue'
import type { GiftId } from './tables.ts'

/** What is written to a donor of one gift. */
export type GiftMailKind = 'held' | 'promised' | 'accepted' | 'declined' | 'paid' | 'failed' | 'refunded'

export const giftMail = defineQueue<{ gift: GiftId; kind: GiftMailKind; step: number }>('giving.mail')
