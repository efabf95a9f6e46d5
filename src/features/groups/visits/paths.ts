import { groupPath, type GroupId } from '../core/index.ts'

export const visitsPath = (group: GroupId) => `${groupPath(group)}/visits`
