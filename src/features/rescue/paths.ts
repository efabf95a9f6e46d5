import { groupPath, type GroupId } from '#groups'

export const rescuePath = (group: GroupId) => `${groupPath(group)}/neighbours`
