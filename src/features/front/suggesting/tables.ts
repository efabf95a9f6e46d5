import type { PersonId } from '#people'
import { narrow } from '#platform/db/handle'

export const db = narrow<{ not_for_me: { person_id: PersonId; key: string; at: Date } }>()
