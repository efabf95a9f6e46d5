import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Known } from '#platform/auth/asking'
import type { AccountId } from '#platform/auth/session'
import type { Grants, Held } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { around, heldMandates, mandatesHeld } from './queries/mandates.ts'
import { covers, grantsFrom, type Holding } from './rules.ts'

const heldOf = (mandates: Holding[]): Held => ({
  roles: [...new Set(mandates.map(({ role_id }) => role_id))],
  grants: grantsFrom(mandates),
})

/** What an account holds at this moment, read from the database each time. */
export async function heldBy(app: App, account: AccountId): Promise<Held> {
  return heldOf(await heldMandates(app.database.read, account, app.now()))
}

/** The same, for the gate. */
export const holding: Known<Held> = {
  sql: (handle, { account, now }) =>
    sql`select coalesce(jsonb_agg(to_jsonb(held)), '[]') from (${mandatesHeld(handle, account, now)}) held`,
  // As the statement above builds it.
  read: (answer) => heldOf(answer as Holding[]),
}

/** An area, a commune, or with neither the whole country. */
export type Territory = { area_id: string | null; place_id: string | null }

/** What one must hold, in all of a territory. */
export type Needed = { permissions: string[]; at: Territory }

/** Which of these permissions somebody holds in all of a territory. */
export async function heldWithin(handle: Handle, grants: Grants, { permissions, at }: Needed): Promise<string[]> {
  const one = at.area_id ?? at.place_id
  const lies = await around(handle, at)
  return permissions.filter((permission) => covers(grants.get(permission) ?? [], one ? [one] : 'everywhere', () => lies))
}
