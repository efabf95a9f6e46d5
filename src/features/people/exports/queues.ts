import { defineQueue } from '#platform/jobs/queue'
import type { ExportId } from './tables.ts'

export const exportRun = defineQueue<{ export: ExportId }>('exports.run', { expires: 6 * 3600, retries: 50 })
export const exportDeletion = defineQueue<object>('exports.deletion', { retries: 3 })
