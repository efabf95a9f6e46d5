import { groupPath, type GroupId } from '#groups'

export const visitsPath = (group: GroupId) => `${groupPath(group)}/visits`
