import { narrow } from '#platform/db/handle'
import type { PersonCard } from '../core/index.ts'
import type { TerritoryCard } from '#territories'

// Owns no table: it reads what people and territories publish.
export const db = narrow<Record<never, never>, PersonCard & TerritoryCard>()
