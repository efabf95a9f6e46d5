import { defineQueue } from '#platform/jobs/queue'
import type { RequestId } from './tables.ts'

/** Past its ten minutes a code is worth nothing, so it is not tried for a week. */
export const codeMail = defineQueue<{ request: RequestId }>('accounts.code-mail', { retries: 8 })
/** To the mailbox that an account left. */
export const movedMail = defineQueue<{ request: RequestId }>('accounts.moved-mail', { retries: 20 })
export const requestDeletion = defineQueue<object>('accounts.request-deletion', { retries: 3 })
