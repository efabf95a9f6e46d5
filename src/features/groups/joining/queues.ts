import type { AccountId } from '#platform/auth/session'
import type { PersonId } from '#people'
import type { GroupId } from '../core/index.ts'
import { defineQueue } from '#platform/jobs/queue'

export type JoiningMailKind = 'asked' | 'accepted' | 'refused' | 'removed'

/** `about`: another person, or a removal, as the kind wants. */
export type JoiningMail = { kind: JoiningMailKind; group: GroupId; to: string; about?: string }

/** One mail to one person about who comes in or is taken out. */
export const joiningMail = defineQueue<JoiningMail>('joining.mail')
export const invitationMail = defineQueue<{ invitation: string }>('joining.invitation-mail')
/** Invitations that are over are forgotten, and requests that nobody is left to answer. */
export const tidying = defineQueue<object>('joining.tidying')
/** Somebody came to many groups in a day: those in charge are told, each in a mail of her own. */
export const manyComings = defineQueue<{ group: GroupId; person: PersonId; at: string }>('joining.many')
export const manyComingsMail = defineQueue<{ group: GroupId; person: PersonId; at: string; account: AccountId }>(
  'joining.many-mail',
)
