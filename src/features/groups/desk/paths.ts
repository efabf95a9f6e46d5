import { groupPath, type GroupId } from '../core/index.ts'

export const deskPath = (group: GroupId) => `${groupPath(group)}/desk`
export const tasksPath = (group: GroupId) => `${groupPath(group)}/tasks`
