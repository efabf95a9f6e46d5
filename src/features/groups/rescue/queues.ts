import type { GroupId } from '../core/index.ts'
import { defineQueue } from '#platform/jobs/queue'

export type RescueMailKind = 'small' | 'asked' | 'merged' | 'refused' | 'neighbour'

/** One mail to one person about a group; `other`: the group that would come, or that it came into. */
export const rescueMail = defineQueue<{ kind: RescueMailKind; group: GroupId; to: string; other?: string }>('rescue.mail')
/** Looks for groups that have been small for a month. */
export const rescueLook = defineQueue<object>('rescue.look')
