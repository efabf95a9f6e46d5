import { defineQueue } from '#platform/jobs/queue'
import type { PersonId, SignatureId } from './tables.ts'

export const confirmationMail = defineQueue<{ signature: SignatureId }>('people.confirmation-mail')
export const welcomeMail = defineQueue<{ person: PersonId; first: boolean }>('people.welcome-mail')
export const unconfirmedDeletion = defineQueue<object>('people.unconfirmed-deletion', { retries: 3 })
