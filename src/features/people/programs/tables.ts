import { narrow } from '#platform/db/handle'
import type { TerritoryCard } from '#territories'
import type { PersonCard } from '../core/index.ts'

// Owns no table: programs read what people publish, and write through its commands.
export const db = narrow<Record<never, never>, PersonCard & TerritoryCard>()
