import type { GroupId } from '../core/index.ts'
import { defineQueue } from '#platform/jobs/queue'

/** One post to one member. */
export const postMail = defineQueue<{ post: string; to: string }>('boards.post-mail')
/** What was said in a group between two moments, to one member. */
export const digestMail = defineQueue<{ group: GroupId; after: string; until: string; to: string }>('boards.digest-mail')
/** Looks for groups in which something was said. */
export const digests = defineQueue<object>('boards.digests')
