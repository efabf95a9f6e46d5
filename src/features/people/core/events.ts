import { defineEvent } from '#platform/jobs/queue'
import type { PersonId, SignatureId } from './tables.ts'

/** A form brought a signature, and its mailbox is to be asked. */
export const signatureReceived = defineEvent<{ signature: SignatureId }>('people.signature-received')

/** The owner of a mailbox confirmed a signature, or a sheet signed by hand was transcribed. `first`: she was not in the file before, and has a mailbox that she proved. */
export const supporterConfirmed = defineEvent<{ person: PersonId; first: boolean }>('people.supporter-confirmed')

/** Somebody had herself erased. Carries nothing: there is nobody left to name. */
export const personErased = defineEvent<object>('people.erased')

/** She withdrew consents: whatever else is sent because of them ends too. */
export const consentsWithdrawn = defineEvent<{ person: PersonId; purposes: string[] }>('people.consents-withdrawn')
