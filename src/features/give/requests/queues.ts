import { defineQueue } from '#platform/jobs/queue'
import type { PersonId } from '#people'

/** What organisers are told of a request: that one of them asks, that it is refused, that it is paid. */
export type RequestMailKind = 'asked' | 'refused' | 'paid'

export const requestMail = defineQueue<{ spending: string; step: number; kind: RequestMailKind; to: PersonId }>('requests.mail')
