import { narrow } from '#platform/db/handle'
import type { PersonCard } from '#people'
import type { TerritoryCard } from '#territories'

/** No table of its own. */
export const db = narrow<{}, PersonCard & TerritoryCard>()
