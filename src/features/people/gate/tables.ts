import { narrow } from '#platform/db/handle'
import type { PersonCard } from '../core/index.ts'

/** No table of its own: it reads the record, and the ledger. */
export const db = narrow<{}, PersonCard>()
