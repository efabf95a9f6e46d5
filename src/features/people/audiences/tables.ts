import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { PersonCard } from '../core/index.ts'
import type { TerritoryCard } from '#territories'
import type { Rule } from './rules.ts'

export type AudienceId = Id<'audience'>

type Audience = { id: AudienceId; name: string; rule: Rule; created_by: string | null; created_at: Date; updated_at: Date }

export const db = narrow<{ audience: Audience }, PersonCard & TerritoryCard>()
