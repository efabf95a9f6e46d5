import { narrow } from '#platform/db/handle'
import type { PersonCard } from '../core/index.ts'

export type RequestKind = 'access' | 'correction' | 'erasure' | 'objection' | 'restriction' | 'portability'
export type RuleName = 'never-signed' | 'unreachable'

type RightsRequest = {
  id: string
  kind: RequestKind
  received_on: string
  due_on: string
  about: string | null
  answered_at: Date | null
  answered_by: string | null
}

export const db = narrow<
  { rights_request: RightsRequest; retention_rule: { name: RuleName; months: number; active: boolean } },
  PersonCard
>()
