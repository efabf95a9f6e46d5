import { defineQueue } from '#platform/jobs/queue'
import type { MailingId } from './tables.ts'

/** Who is meant by a mailing is written down. */
export const freezing = defineQueue<{ mailing: MailingId }>('sending.freeze', { retries: 20 })

/** One sender of a mailing: it works for a while, and leaves another behind where there is more. A lane that dies is found by the look of each minute. */
export const laneOf = defineQueue<{ mailing: MailingId }>('sending.lane', { retries: 0, expires: 3600 })
