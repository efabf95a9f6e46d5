import type { GroupId } from './tables.ts'

export const groupPath = (group: GroupId) => `/groups/${group}`
export const membershipPath = (group: GroupId) => `/groups/${group}/membership`
export const membersPath = (group: GroupId) => `/groups/${group}/members`
