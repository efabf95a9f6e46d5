import { defineQueue } from '#platform/jobs/queue'

export const unconfirmedDeletion = defineQueue<object>('people.unconfirmed-deletion', { retries: 3 })
