import { groupPath, type GroupId } from '#groups'

export const splitPath = (group: GroupId) => `${groupPath(group)}/split`
export const lineagePath = (group: GroupId) => `${groupPath(group)}/lineage`
export const staffSplitPath = (group: GroupId) => `/staff/groups/${group}/split`
