import type { Id } from '#platform/db/id'
import type { Scope } from '#platform/auth/actor'
import { narrow } from '#platform/db/handle'
import type { Rule } from '../audiences/index.ts'
import type { PersonCard, PersonId } from '../core/index.ts'

export type ActId = Id<'act'>
export type Kind = 'erase' | 'merge'

type Act = {
  id: ActId
  kind: Kind
  about: string
  rule: Rule | null
  scope: Scope
  targets: number
  state: 'gathering' | 'asked' | 'waiting' | 'done' | 'undoing' | 'undone'
  done: number
  left_alone: number
  asked_by: string
  asked_at: Date
  begun_at: Date | null
}
type Target = { act_id: ActId; n: number; person_id: PersonId; other_id: PersonId | null }

export const db = narrow<{ bulk_act: Act; bulk_target: Target }, PersonCard>()
