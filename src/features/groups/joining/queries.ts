import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import type { GroupId } from '../core/index.ts'
import { db, type InvitationId } from './tables.ts'

export function findRequest(handle: Handle, group: GroupId, person: PersonId) {
  return db(handle)
    .selectFrom('join_request')
    .selectAll()
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .executeTakeFirst()
}

/** Who asks to be let in, the longest waiting first. */
export function requests(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('join_request')
    .innerJoin('person', 'person.id', 'join_request.person_id')
    .leftJoin('place', 'place.id', 'person.place_id')
    .select(['person_id', 'given_name', 'place.name as town', 'words', 'asked_at'])
    .where('group_id', '=', group)
    .orderBy('asked_at')
    .limit(100)
    .execute()
}

/** What somebody asked and waits for. */
export function requestsOf(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('join_request')
    .innerJoin('local_group', 'local_group.id', 'join_request.group_id')
    .select(['local_group.id', 'local_group.name', 'asked_at'])
    .where('person_id', '=', person)
    .where('closed_at', 'is', null)
    .orderBy('asked_at')
    .execute()
}

/** Invitations that hold, newest first. */
export function invitations(handle: Handle, group: GroupId, now: Date) {
  return db(handle)
    .selectFrom('invitation')
    .select(['id', 'email', 'created_at', 'ends_at'])
    .where('group_id', '=', group)
    .where('ends_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

export function findInvitation(handle: Handle, id: InvitationId, now: Date) {
  return db(handle)
    .selectFrom('invitation')
    .innerJoin('local_group', 'local_group.id', 'invitation.group_id')
    .select(['invitation.id', 'group_id', 'email', 'locale', 'ends_at', 'invited_by', 'local_group.name as group'])
    .where('invitation.id', '=', id)
    .where('ends_at', '>', now)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

export function findRemoval(handle: Handle, id: string) {
  return db(handle).selectFrom('removal').select(['group_id', 'person_id', 'reason']).where('id', '=', id).executeTakeFirst()
}
