import { defineQueue } from '#platform/jobs/queue'
import type { MonthlyId } from './tables.ts'

/** What is written to her: it has begun, a try was refused, more is going to be taken, other means pay it, it has stopped. */
export type MonthlyMailKind = 'started' | 'tried' | 'raised' | 'means' | 'stopped'

export const monthlyMail = defineQueue<{ monthly: MonthlyId; kind: MonthlyMailKind; step: number }>('monthly.mail')
