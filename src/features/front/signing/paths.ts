import type { GroupId } from '#groups'

/** Where somebody who has just signed joins a group; the token is that of the page that thanks her. */
export const welcomePath = (group: GroupId, token: string) => `/groups/${group}/welcome/${token}`

/** The same for an event of a suggestion; what else is proposed is found where it always is. */
export const firstActPath = (path: string, token: string) =>
  /^\/events\/[0-9a-f-]{36}$/.test(path) ? `${path}/welcome/${token}` : path
