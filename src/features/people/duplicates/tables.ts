import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { MergeSnapshot, PersonCard, PersonId } from '../core/index.ts'

export type MergeId = Id<'person-merge'>

type Suggestion = { a: PersonId; b: PersonId; reasons: string[]; found_at: Date; dismissed_at: Date | null }
type Merge = {
  id: MergeId
  kept: PersonId
  dropped: PersonId
  name: string
  snapshot: MergeSnapshot
  merged_by: string
  merged_at: Date
  undone_at: Date | null
  batch: string | null
}

export const db = narrow<{ duplicate_suggestion: Suggestion; person_merge: Merge }, PersonCard>()
