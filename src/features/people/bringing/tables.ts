import { narrow } from '#platform/db/handle'
import type { PersonCard } from '../core/index.ts'

/** No table of its own: what it finds and decides, `core` writes. */
export const db = narrow<{}, PersonCard>()
