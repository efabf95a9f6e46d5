import { defineQueue } from '#platform/jobs/queue'

export type RequestMailKind = 'asked' | 'accepted' | 'declined' | 'proposed' | 'agreed' | 'withdrawn' | 'thanked'

/** One mail about a request: to who helps, or to who asked. */
export const requestMail = defineQueue<{ kind: RequestMailKind; request: string; to: 'helper' | 'asker' }>('offers.request-mail')
