import { defineQueue } from '#platform/jobs/queue'
import type { AccountId } from '#platform/auth/session'
import type { RecipientId } from '../core/index.ts'
import type { FileId } from './tables.ts'

/** A file that was brought is read, and kept line by line. */
export const fileBrought = defineQueue<{ file: FileId }>('statements.read', { expires: 900 })
/** New lines of a recipient are matched, and what is sure is booked. `by`: who brought them. */
export const linesKept = defineQueue<{ recipient: RecipientId; by: AccountId | null }>('statements.match', { expires: 900 })
