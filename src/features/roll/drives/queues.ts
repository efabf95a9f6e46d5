import { defineQueue } from '#platform/jobs/queue'

/** Forms that were sent the day before. */
export const forgetting = defineQueue<object>('drives.forgetting')
