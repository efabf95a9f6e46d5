import type { AccountId } from '#platform/auth/session'
import type { GroupId } from './tables.ts'
import { defineQueue } from '#platform/jobs/queue'

export type GroupMailKind = 'joined' | 'vacant' | 'created' | 'leads' | 'born'

/** `about`: another person; `at`: which time it was, of what may happen again. */
export type GroupMail = { kind: GroupMailKind; group: GroupId; to: string; about?: string; at?: string }

/** One mail to one person about a group. */
export const groupMail = defineQueue<GroupMail>('groups.mail')
/** A group was founded: those in charge of its part of the country are told, each in a mail of her own. */
export const founded = defineQueue<{ group: GroupId }>('groups.founded')
export const foundedMail = defineQueue<{ group: GroupId; account: AccountId }>('groups.founded-mail')
/** Groups that an erasure emptied are closed; members of those that it left without organiser are told. */
export const tidying = defineQueue<object>('groups.tidying')
