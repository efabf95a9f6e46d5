import { defineQueue } from '#platform/jobs/queue'
import type { ActId } from './tables.ts'

export const bulkRun = defineQueue<{ act: ActId }>('bulk.run', { expires: 6 * 3600 })
