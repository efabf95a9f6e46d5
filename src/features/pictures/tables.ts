import type { GroupCard, GroupId } from '#groups'
import { narrow } from '#platform/db/handle'

type GroupPicture = { group_id: GroupId; bytes: Buffer; width: number; height: number; words: string }

export const db = narrow<{ group_picture: GroupPicture }, GroupCard>()
