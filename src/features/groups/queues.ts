import { defineQueue } from '#platform/jobs/queue'

export type GroupMailKind = 'asked' | 'joined' | 'accepted' | 'refused' | 'removed' | 'vacant' | 'created'

/** `about`: another person, or a removal, as the kind wants. */
export type GroupMail = { kind: GroupMailKind; group: string; to: string; about?: string }

/** One mail to one person about a group. */
export const groupMail = defineQueue<GroupMail>('groups.mail')
export const invitationMail = defineQueue<{ invitation: string }>('groups.invitation-mail')
/** Groups that an erasure emptied are closed; members of those that it left without organiser are told. */
export const tidying = defineQueue<object>('groups.tidying')
