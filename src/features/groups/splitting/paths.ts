import { groupPath, type GroupId } from '../core/index.ts'

export const splitPath = (group: GroupId) => `${groupPath(group)}/split`
export const lineagePath = (group: GroupId) => `${groupPath(group)}/lineage`
export const staffSplitPath = (group: GroupId) => `/staff/groups/${group}/split`
