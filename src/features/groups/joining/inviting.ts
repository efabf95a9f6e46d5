import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import type { GroupId } from '../core/index.ts'
import { findInvitation } from './queries.ts'
import type { InvitationId } from './tables.ts'

/** Links of invitations: computed from the id and the secret, they stand nowhere. What they may still do, the row decides. */
export const invitationLinks = {
  path: ({ seals }: App, invitation: InvitationId) => `/invited/${seals.sign('groups.invitation', invitation)}`,
  open: ({ seals, now }: App, token: string) => seals.open('groups.invitation', token, now()),
}

/**
 * What a token of an invitation is worth to somebody in a group: an invitation by mail lets in its own mailbox alone, so that forwarding it
 * gives nobody else a way past the organisers; a link only leads to the group.
 */
export async function invitationFor(
  app: App,
  actor: Actor,
  { group, token }: { group: GroupId; token: string | undefined },
): Promise<'invitation' | 'link' | undefined> {
  const id = token ? invitationLinks.open(app, token) : undefined
  const invitation = id ? await findInvitation(app.database.read, id, app.now()) : undefined
  if (!invitation || invitation.group_id !== group) return undefined
  if (invitation.email === null) return 'link'
  return invitation.email === actor.email ? 'invitation' : undefined
}
