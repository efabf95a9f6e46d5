import type { AccountId } from '#platform/auth/session'
import { defineQueue } from '#platform/jobs/queue'
import type { ApprovalId } from './tables.ts'

/** What the administrators and the data officer are told of. */
export type Warning = { alert: string } | { approval: ApprovalId; step: 'asked' | 'given' }

export const warning = defineQueue<Warning>('staff.warning')
/** One mail to one of them. */
export const warningMail = defineQueue<Warning & { account: AccountId }>('staff.warning-mail')
