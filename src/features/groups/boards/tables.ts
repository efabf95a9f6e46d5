import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import type { GroupCard, GroupId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import { narrow } from '#platform/db/handle'

export type PostId = Id<'post'>

type Post = {
  id: PostId
  group_id: GroupId
  parent_id: PostId | null
  author_id: PersonId | null
  text: string
  posted_at: Date
  removed_at: Generated<Date | null>
  to_all: boolean
}

type BoardTables = { post: Post; board_digest: { group_id: GroupId; sent_until: Date } }

export const db = narrow<BoardTables, GroupCard & PersonCard>()
