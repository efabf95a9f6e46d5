import type { PersonId } from '#people'
import { defineEvent } from '#platform/jobs/queue'
import type { GroupId } from './tables.ts'

/** Somebody is in a group who was not before. */
export const memberJoined = defineEvent<{ group: GroupId; person: PersonId }>('groups.member-joined')

/** Somebody left a group, or was taken out. */
export const memberLeft = defineEvent<{ group: GroupId }>('groups.member-left')

/** Everybody of one group came into another, and it was closed. */
export const groupsJoined = defineEvent<{ from: GroupId; into: GroupId }>('groups.joined')

/** There is a new group. */
export const groupCreated = defineEvent<{ group: GroupId }>('groups.created')
