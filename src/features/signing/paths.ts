import type { GroupId } from '#groups'

/** Where somebody who has just signed joins a group; the token is that of the page that thanks her. */
export const welcomePath = (group: GroupId, token: string) => `/groups/${group}/welcome/${token}`
