import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import type { Actor } from '#platform/auth/actor'
import { Denied, NotFound } from '#platform/errors'
import { dateFormat, type Locale } from '#platform/i18n/locales'
import type { PersonId } from '#people'
import { heldWithin } from '#staff'
import { findGroup, findMembership, type GroupRecord } from './queries/group.ts'
import { seesMembers } from './rules.ts'
import type { GroupId, Role } from './tables.ts'

/** A group, and what the one who asks is to it. `newUntil`: from when on she sees the others; undefined: she does, or is not in it. */
export type Standing = {
  group: GroupRecord
  person: PersonId | undefined
  role: Role | undefined
  newUntil: Date | undefined
}
/** The same for somebody who is in it. */
export type MemberStanding = { group: GroupRecord; person: PersonId; role: Role; newUntil: Date | undefined }

/** A request about a group. */
type OfGroup = Asked<{ group: GroupId }>

/** A group as anybody may see it. One that was unlisted or closed is not there, but for its members. */
export async function publicGroup(app: App, id: GroupId): Promise<GroupRecord> {
  const group = await findGroup(app.database.read, id)
  if (!group || group.unlisted_at || group.closed_at || group.size === 0) throw new NotFound('groups.not-found')
  return group
}

/** A group, for somebody who is signed in. The only way for pages behind the sign-in to get one. */
export async function groupFor(app: App, actor: Actor, id: GroupId): Promise<Standing> {
  const { read } = app.database
  const person = actor.person?.id
  const group = await findGroup(read, id)
  if (!group) throw new NotFound('groups.not-found')
  const mine = person ? await findMembership(read, id, person) : undefined
  const role = mine?.role
  if (!role && (group.unlisted_at || group.closed_at || group.size === 0)) throw new NotFound('groups.not-found')
  const newUntil = mine && !seesMembers(mine, app.now()) ? (mine.sees_from ?? undefined) : undefined
  return { group, person, role, newUntil }
}

/** A group for whoever is in it, newcomers too: what is shown must look at `newUntil`. */
export async function groupForNewcomer(app: App, { actor, params }: OfGroup): Promise<MemberStanding> {
  const { group, person, role, newUntil } = await groupFor(app, actor, params.group)
  if (!person || !role) throw new Denied('groups.members-only')
  return { group, person, role, newUntil }
}

/** A group for one of its members; nobody else learns who is in it, nor does a newcomer. */
export async function groupForMember(app: App, request: OfGroup): Promise<MemberStanding> {
  const standing = await groupForNewcomer(app, request)
  const { group, newUntil } = standing
  if (newUntil) throw new Denied('groups.newcomer.later', { day: newcomerDay(request.locale, group, newUntil) })
  return standing
}

/** The day from which on a newcomer sees the others, as it is said. */
export function newcomerDay(locale: Locale, group: { time_zone: string }, newUntil: Date): string {
  return dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: group.time_zone }).format(newUntil)
}

/** A group for one of its organisers. */
export async function groupForOrganiser(app: App, request: OfGroup): Promise<MemberStanding> {
  const standing = await groupForMember(app, request)
  if (standing.role !== 'organiser') throw new Denied('groups.organisers-only')
  return standing
}

/** A group of a territory in which the actor holds the permission; of another, it is not there. */
export async function groupOfTerritory(app: App, { actor, params }: OfGroup, permission: string): Promise<GroupRecord> {
  const group = await findGroup(app.database.read, params.group)
  const held =
    group &&
    (await heldWithin(app.database.read, actor.grants, {
      permissions: [permission],
      at: { area_id: null, place_id: group.place_id },
    }))
  if (!group || !held?.includes(permission)) throw new NotFound('groups.not-found')
  return group
}
