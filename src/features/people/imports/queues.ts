import { defineQueue } from '#platform/jobs/queue'
import type { ImportId } from './tables.ts'

/** A million rows take minutes; a worker that dies is known by its silence, not by this. */
const LONG = { expires: 6 * 3600, retries: 50 }

export const importTrial = defineQueue<{ import: ImportId }>('imports.trial', LONG)
export const importRun = defineQueue<{ import: ImportId }>('imports.run', LONG)
export const importUndoing = defineQueue<{ import: ImportId }>('imports.undoing', LONG)
export const importDeletion = defineQueue<object>('imports.deletion', { retries: 3 })
