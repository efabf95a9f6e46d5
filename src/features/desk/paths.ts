import { groupPath, type GroupId } from '#groups'

export const deskPath = (group: GroupId) => `${groupPath(group)}/desk`
export const tasksPath = (group: GroupId) => `${groupPath(group)}/tasks`
