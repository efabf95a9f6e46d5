import { defineEvent } from '#platform/jobs/queue'
import type { PersonId } from './tables.ts'

/** The owner of a mailbox confirmed a signature, or a sheet signed by hand was transcribed. `first`: she was not in the file before, and has a mailbox that she proved. */
export const supporterConfirmed = defineEvent<{ person: PersonId; first: boolean }>('people.supporter-confirmed')

/** Somebody had herself erased. Carries nothing: there is nobody left to name. */
export const personErased = defineEvent<object>('people.erased')
