import { sql } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { territoryName } from '#territories'
import { ADMINISTRATOR } from '../rules.ts'
import { db, type MandateId, type RoleId } from '../tables.ts'

/** The mandates that an account holds at a moment, with what they permit; departments of a region beside it. */
export const heldMandates = (handle: Handle, account: AccountId, now: Date) => mandatesHeld(handle, account, now).execute()

/** The same, not asked yet. */
export function mandatesHeld(handle: Handle, account: AccountId, now: Date) {
  const at = sql<Date>`${now}::timestamptz`
  return db(handle)
    .selectFrom('mandate')
    .innerJoin('role', 'role.id', 'mandate.role_id')
    .select(['role_id', 'permissions', 'area_id', 'place_id', 'starts_at', 'ends_at', 'given_by'])
    .select(sql<string[]>`array(select id from area where parent_id = mandate.area_id and kind = 'department')`.as('departments'))
    .where('account_id', '=', sql<string>`${account}::uuid`)
    .where('starts_at', '<=', at)
    .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', at)]))
}

/** All mandates that hold or will, by whom they are held. */
export function mandates(handle: Handle, now: Date) {
  return db(handle)
    .selectFrom('mandate')
    .innerJoin('account', 'account.id', 'mandate.account_id')
    .leftJoin('account as giver', 'giver.id', 'mandate.given_by')
    .leftJoin('area', 'area.id', 'mandate.area_id')
    .leftJoin('place', 'place.id', 'mandate.place_id')
    .select(['mandate.id', 'role_id', 'starts_at', 'ends_at', 'account.email', 'giver.email as giver', 'area_id', 'place_id'])
    .select(territoryName().as('territory'))
    .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', now)]))
    .orderBy('account.email')
    .orderBy('mandate.id')
    .limit(1000)
    .execute()
}

export function findMandate(handle: Handle, id: MandateId, now: Date) {
  return (
    db(handle)
      .selectFrom('mandate')
      .innerJoin('role', 'role.id', 'role_id')
      .select(['mandate.id', 'account_id', 'role_id', 'area_id', 'place_id'])
      // Its holder answers for the file.
      .select(sql<boolean>`area_id is null and place_id is null and 'approvals.give' = any(permissions)`.as('watches'))
      .where('mandate.id', '=', id)
      .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', now)]))
      .executeTakeFirst()
  )
}

export function roles(handle: Handle) {
  return db(handle).selectFrom('role').select(['id', 'permissions']).execute()
}

export function findRole(handle: Handle, id: RoleId) {
  return db(handle).selectFrom('role').select(['id', 'permissions']).where('id', '=', id).executeTakeFirst()
}

/** How many hold the administrator's mandate now. */
export async function administrators(handle: Handle, now: Date): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('mandate')
    .select((q) => q.fn.count<string>('account_id').distinct().as('n'))
    .where('role_id', '=', ADMINISTRATOR)
    .where('area_id', 'is', null)
    .where('place_id', 'is', null)
    .where('starts_at', '<=', now)
    .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', now)]))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Whether somebody of the staff has ever been at work, or an administrator is ready to be: from then on the set-up link is dead, for good. */
export async function isSetUp(handle: Handle): Promise<boolean> {
  const worked = await db(handle)
    .selectFrom('journal')
    .select('seq')
    .where('actor', 'is not', null)
    .where(sql<boolean>`cardinality(roles) > 0`)
    .limit(1)
    .executeTakeFirst()
  if (worked) return true
  const found = await db(handle)
    .selectFrom('mandate')
    .innerJoin('account', 'account.id', 'mandate.account_id')
    .select('mandate.id')
    .where('role_id', '=', ADMINISTRATOR)
    .where((w) =>
      w.or([
        w('two_factor_enabled', '=', true),
        w.exists(
          w
            .selectFrom('account_passkey')
            .select('account_passkey.account_id')
            .whereRef('account_passkey.account_id', '=', 'account.id'),
        ),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** What a town or an area lies in, nearest first. */
export async function around(
  handle: Handle,
  { area_id, place_id }: { area_id: string | null; place_id: string | null },
): Promise<string[]> {
  if (!area_id && !place_id) return []
  const place = place_id
    ? await db(handle).selectFrom('place').select(['country', 'department_id']).where('id', '=', place_id).executeTakeFirst()
    : undefined
  const from = area_id ?? place?.department_id ?? place?.country
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, parent_id from area where id = ${from ?? null}
      union all select area.id, area.parent_id from area join up on area.id = up.parent_id
    ) select id from up`.execute(db(handle))
  return rows.map(({ id }) => id)
}

/** Who is in charge of the part of the country in which a town lies, and may do this there. Those in charge of everything are asked about a town only where nobody else is. */
export async function chargedWith(
  handle: Handle,
  { permission, place_id }: { permission: string; place_id: string },
  now: Date,
): Promise<{ account: AccountId; email: string }[]> {
  const lies = await around(handle, { area_id: null, place_id })
  const { rows } = await sql<{ account: AccountId; email: string }>`with charged as (
      select distinct account.id as account, account.email, m.place_id is null and m.area_id is null as everywhere
      from mandate m join role on role.id = m.role_id join account on account.id = m.account_id
      where ${permission} = any(role.permissions)
        and (m.place_id = ${place_id} or m.area_id = any(${lies}::text[]) or m.place_id is null and m.area_id is null)
        and m.starts_at <= ${now}::timestamptz and (m.ends_at is null or m.ends_at > ${now}::timestamptz))
    select account, email from charged where not everywhere or not exists (select from charged where not everywhere)`.execute(
    db(handle),
  )
  return rows
}

/** To how many accounts somebody has given a mandate to see people since then, whether it still holds or not. */
export async function seersGivenSince(handle: Handle, giver: AccountId, since: Date): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('mandate')
    .innerJoin('role', 'role.id', 'role_id')
    .select((q) => q.fn.count<string>('account_id').distinct().as('n'))
    .where('given_by', '=', giver)
    .where('starts_at', '>', since)
    .where(sql<boolean>`'people.see' = any(permissions)`)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** How many mandates an account holds, or will. */
export async function mandatesOf(handle: Handle, account: AccountId): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('mandate')
    .select((q) => q.fn.countAll<string>().as('n'))
    .where('account_id', '=', account)
    .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', sql<Date>`now()`)]))
    .executeTakeFirstOrThrow()
  return Number(n)
}
