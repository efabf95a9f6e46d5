import { defineQueue } from '#platform/jobs/queue'
import type { Reminder } from './rules.ts'
import type { DueId, MemberId } from './tables.ts'

/** What is written to a member of one due. */
export type DueMailKind = 'held' | 'promised' | 'accepted' | 'declined' | 'paid' | 'failed' | 'refunded'

export const dueMail = defineQueue<{ due: DueId; kind: DueMailKind; step: number }>('dues.mail')
export const reminderMail = defineQueue<{ member: MemberId; kind: Reminder; until: string }>('dues.reminder')
