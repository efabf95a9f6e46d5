import type { AccountId } from '#platform/auth/session'
import type { EventId } from './tables.ts'
import type { GroupId } from '#groups'
import type { PersonId } from '#people'
import { defineEvent, defineQueue } from '#platform/jobs/queue'

/** What somebody is told of her sign-up. */
export type SignUpMailKind = 'confirm' | 'coming' | 'waiting' | 'promoted' | 'changed' | 'cancelled' | 'removed' | 'day' | 'hours'

/** One mail to one sign-up. `version`: of the event, for what is only true of it. */
export const signUpMail = defineQueue<{ kind: SignUpMailKind; sign_up: string; version?: number }>('events.sign-up-mail')
/** Tells everybody who signed up of a version of an event, some hundreds at a time. */
export const telling = defineQueue<{ event: EventId; version: number }>('events.telling')
/** Somebody who never held an event announces one: those in charge of the territory are told. */
export const firstEvent = defineQueue<{ event: EventId }>('events.first')
export const firstEventMail = defineQueue<{ event: EventId; account: AccountId }>('events.first-mail')
/** What was decided about an event: by somebody in charge, or by a vote that was noted. */
export type DecisionKind = 'published' | 'unlisted' | 'listed' | 'silenced' | 'allowed' | 'called-off'
/** It is told to who holds it. */
export const decisionMail = defineQueue<{ event: EventId; kind: DecisionKind; to: string; election?: string }>(
  'events.decision-mail',
)
/** A vote was noted, moved or taken away: those who hold what falls into its silence are told, and those who were told and need not heed it any more. */
export const silencing = defineQueue<{ election: string }>('events.silencing')
/** Nobody holds an event any more: those in charge of the territory are told. */
export const orphan = defineQueue<{ event: EventId }>('events.orphan')
export const orphanMail = defineQueue<{ event: EventId; account: AccountId }>('events.orphan-mail')
/** A group is asked to hold an event too. */
export const hostMail = defineQueue<{ event: EventId; group: GroupId; to: string }>('events.host-mail')
/** Reminders, what is over, places that fell free by an erasure. */
export const eventClock = defineQueue<object>('events.clock')
/** Visitors' names a month after the event. */
export const forgetting = defineQueue<object>('events.forgetting')

/** Somebody holds a place at an event who did not before. */
export const placeTaken = defineEvent<{ event: EventId; person: PersonId }>('events.place-taken')
