import { groupPath, type GroupId } from '../core/index.ts'

export const rescuePath = (group: GroupId) => `${groupPath(group)}/neighbours`
