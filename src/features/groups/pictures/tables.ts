import { narrow } from '#platform/db/handle'
import type { Worded } from '#platform/images'
import type { GroupCard, GroupId } from '../core/index.ts'

export const db = narrow<{ group_picture: Worded & { group_id: GroupId } }, GroupCard>()
