import type { GroupCard, GroupId } from '#groups'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { TerritoryCard } from '#territories'

export type DriveId = Id<'roll-drive'>

/** `day`: YYYY-MM-DD. */
type Counted = { drive_id: DriveId; day: string; checked: number; registered: number }

type DriveTables = {
  roll_drive: { id: DriveId; group_id: GroupId; election_id: string; neighbours: number; begun_at: Date }
  roll_drive_day: Counted
  roll_drive_press: Counted & { press: string; at: Date }
}

export const db = narrow<DriveTables, GroupCard & TerritoryCard>()
