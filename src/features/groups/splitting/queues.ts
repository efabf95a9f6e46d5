import type { SplitId } from './tables.ts'
import type { AccountId } from '#platform/auth/session'
import type { GroupId } from '../core/index.ts'
import { defineQueue } from '#platform/jobs/queue'

export type SplitMailKind = 'opened' | 'remind' | 'last' | 'stayed' | 'moved' | 'undo' | 'undone'
export type SplitMail = { kind: SplitMailKind; split: SplitId; to: string }

/** One mail to one person about a split. */
export const splitMail = defineQueue<SplitMail>('splitting.mail')
/** Nobody decided, and no proposal could be applied: those in charge of the territory are asked, each in a mail of her own. */
export const splitEscalated = defineQueue<{ split: SplitId }>('splitting.escalated')
export const splitEscalatedMail = defineQueue<{ split: SplitId; account: AccountId }>('splitting.escalated-mail')
/** A thirteenth came: the split is opened. */
export const splitOpening = defineQueue<{ group: GroupId }>('splitting.opening')
/** Somebody left: it may be needed no more. */
export const splitDropping = defineQueue<{ group: GroupId }>('splitting.dropping')
/** Reminders, and what is done when nobody decides. */
export const splitDeadlines = defineQueue<object>('splitting.deadlines')
