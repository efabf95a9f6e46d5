import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import { Denied } from '#platform/errors'
import type { Actor, Grants, Held } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { around, heldMandates } from './queries.ts'
import { covers, grantsFrom } from './rules.ts'

/** What an account holds at this moment, read from the database each time. */
export async function heldBy(app: App, account: AccountId): Promise<Held> {
  const mandates = await heldMandates(app.database.read, account, app.now())
  return { roles: [...new Set(mandates.map(({ role_id }) => role_id))], grants: grantsFrom(mandates) }
}

/** For what has no territory (imports, the journal, settings): throws Denied unless the actor may do it everywhere. */
export function requireEverywhere(actor: Actor, permission: string): void {
  if (actor.scope(permission) !== 'everywhere') throw new Denied('staff.everywhere')
}

/** An area, a commune, or with neither the whole country. */
export type Territory = { area_id: string | null; place_id: string | null }

/** Which of these permissions somebody holds in all of a territory. */
export async function heldWithin(handle: Handle, grants: Grants, permissions: string[], territory: Territory): Promise<string[]> {
  const one = territory.area_id ?? territory.place_id
  const lies = await around(handle, territory)
  return permissions.filter((permission) => covers(grants.get(permission) ?? [], one ? [one] : 'everywhere', () => lies))
}
