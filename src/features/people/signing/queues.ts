import { defineQueue } from '#platform/jobs/queue'
import type { PersonId, SignatureId } from '../core/index.ts'

export const confirmationMail = defineQueue<{ signature: SignatureId }>('signing.confirmation-mail')
export const welcomeMail = defineQueue<{ person: PersonId; first: boolean }>('signing.welcome-mail')
