import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import type { GroupCard, GroupId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import { narrow } from '#platform/db/handle'
import type { Ticked } from './rules.ts'

export type TaskId = Id<'task'>

type Task = {
  id: TaskId
  group_id: GroupId
  words: string
  /** YYYY-MM-DD */
  due_on: string | null
  made_by: PersonId | null
  made_at: Date
  taken_by: Generated<PersonId | null>
  done_at: Generated<Date | null>
}

type FirstStep = { group_id: GroupId; step: Ticked; done_at: Date }

export const db = narrow<{ group_task: Task; first_step: FirstStep }, GroupCard & PersonCard>()
