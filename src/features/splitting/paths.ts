import { groupPath, type GroupId } from '#groups'

export const splitPath = (group: GroupId) => `${groupPath(group)}/split`
export const lineagePath = (group: GroupId) => `${groupPath(group)}/lineage`
