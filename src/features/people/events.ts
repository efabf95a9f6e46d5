import { defineEvent } from '#platform/jobs/queue'
import type { PersonId } from './tables.ts'

/** The owner of a mailbox confirmed a signature. `first`: she was not in the file before. */
export const supporterConfirmed = defineEvent<{ person: PersonId; first: boolean }>('people.supporter-confirmed')

/** Somebody had herself erased. Carries nothing: there is nobody left to name. */
export const personErased = defineEvent<object>('people.erased')
