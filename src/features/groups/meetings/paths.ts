import { groupPath, type GroupId } from '../core/index.ts'
import type { MeetingId } from './tables.ts'

export const meetingsPath = (group: GroupId) => `${groupPath(group)}/meetings`
export const meetingPath = (group: GroupId, meeting: MeetingId) => `${meetingsPath(group)}/${meeting}`
