import { defineQueue } from '#platform/jobs/queue'

/** Forgets who typed which sheet, a month after the vote. */
export const countingClock = defineQueue<object>('counting.clock')
