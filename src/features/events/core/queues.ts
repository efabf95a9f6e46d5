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
/** A vote was noted: those who hold what falls into its silence are told. */
export const silencing = defineQueue<{ election: string }>('events.silencing')
/** A vote was taken away: those who were told of its silence are told that it is over. */
export const unsilencing = defineQueue<{ election: string }>('events.unsilencing')
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
