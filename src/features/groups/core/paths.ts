import type { GroupId } from './tables.ts'

export const groupPath = (group: GroupId) => `/groups/${group}`
export const membershipPath = (group: GroupId) => `/groups/${group}/membership`
/** Where its picture is; another address with each new one. undefined: it shows none. */
export const picturePath = ({ id, picture_at }: { id: GroupId; picture_at: Date | null }) =>
  picture_at ? `/groups/${id}/picture.webp?v=${picture_at.getTime()}` : undefined
export const membersPath = (group: GroupId) => `/groups/${group}/members`
