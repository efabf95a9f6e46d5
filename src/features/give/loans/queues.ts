import { defineQueue } from '#platform/jobs/queue'
import type { LoanId } from './tables.ts'

/** What is written to a lender. `n`: which instalment went back. */
export type LoanMailKind = 'agreed' | 'received' | 'instalment' | 'cancelled'

export const loanMail = defineQueue<{ loan: LoanId; kind: LoanMailKind; n: number }>('loans.mail')
