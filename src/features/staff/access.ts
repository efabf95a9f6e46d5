import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import { Denied } from '#platform/errors'
import type { Actor, Held } from '#platform/auth/actor'
import { heldMandates } from './queries.ts'
import { grantsFrom } from './rules.ts'

/** What an account holds at this moment, read from the database each time. */
export async function heldBy(app: App, account: AccountId): Promise<Held> {
  const mandates = await heldMandates(app.database.read, account, app.now())
  return { roles: [...new Set(mandates.map(({ role_id }) => role_id))], grants: grantsFrom(mandates) }
}

/** For what has no territory (imports, the journal, settings): throws Denied unless the actor may do it everywhere. */
export function requireEverywhere(actor: Actor, permission: string): void {
  if (actor.scope(permission) !== 'everywhere') throw new Denied('staff.everywhere')
}
