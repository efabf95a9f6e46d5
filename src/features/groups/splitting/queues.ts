import { defineQueue } from '#platform/jobs/queue'

export type SplitMailKind = 'opened' | 'remind' | 'last' | 'stayed' | 'moved' | 'undo' | 'undone'
export type SplitMail = { kind: SplitMailKind; split: string; to: string }

/** One mail to one person about a split. */
export const splitMail = defineQueue<SplitMail>('splitting.mail')
/** Nobody decided, and no proposal could be applied: those in charge of the territory are asked, each in a mail of her own. */
export const splitEscalated = defineQueue<{ split: string }>('splitting.escalated')
export const splitEscalatedMail = defineQueue<{ split: string; account: string }>('splitting.escalated-mail')
/** A thirteenth came: the split is opened. */
export const splitOpening = defineQueue<{ group: string }>('splitting.opening')
/** Somebody left: it may be needed no more. */
export const splitDropping = defineQueue<{ group: string }>('splitting.dropping')
/** Reminders, and what is done when nobody decides. */
export const splitDeadlines = defineQueue<object>('splitting.deadlines')
