import { sql } from 'kysely'
import type { Id } from '#platform/db/id'
import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { territoryName } from '#territories'
import { ADMINISTRATOR, APPROVAL_TIME, chainHash, GENESIS } from './rules.ts'
import { db, type JournalRow, type MandateId, type RoleId } from './tables.ts'

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
  return db(handle)
    .selectFrom('mandate')
    .select(['id', 'role_id', 'area_id', 'place_id'])
    .where('id', '=', id)
    .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', now)]))
    .executeTakeFirst()
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

export function lastRow(handle: Handle) {
  return db(handle).selectFrom('journal').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}

/** Persons that an account saw since then. */
export async function viewsSince(handle: Handle, actor: AccountId, since: Date): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('journal')
    .select((q) => q.fn.sum<string | null>('count').as('n'))
    .where('actor', '=', actor)
    .where('at', '>', since)
    .where('action', 'in', ['view', 'list'])
    .executeTakeFirstOrThrow()
  return Number(n ?? 0)
}

export type JournalFilter = { actor?: AccountId | undefined; object?: string | undefined; before?: string | undefined }

/** The journal, newest first; pages go on before a row's number. */
export function journalPage(handle: Handle, { actor, object, before }: JournalFilter, limit: number) {
  return db(handle)
    .selectFrom('journal')
    .leftJoin('account', 'account.id', 'journal.actor')
    .select(['seq', 'at', 'account.email', 'actor', 'roles', 'action', 'object_kind', 'object_id', 'fields', 'count', 'reason'])
    .$if(actor !== undefined, (q) => q.where('actor', '=', actor!))
    .$if(object !== undefined, (q) => q.where('object_id', '=', object!))
    .$if(before !== undefined, (q) => q.where('seq', '<', before!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

export async function accountOf(handle: Handle, email: string): Promise<AccountId | undefined> {
  return (await db(handle).selectFrom('account').select('id').where('email', '=', email).executeTakeFirst())?.id
}

/** Kinds of people who opened a record, with the last time: what the person may know of who looked at her. */
export function whoOpened(handle: Handle, person: Id<'person'>) {
  return db(handle)
    .selectFrom('journal')
    .select([sql<string>`coalesce(roles[1], 'system')`.as('role'), 'action'])
    .select((q) => [q.fn.max('at').as('last'), q.fn.countAll<string>().as('times')])
    .where('object_id', '=', person)
    .where('object_kind', '=', 'person')
    .groupBy(['role', 'action'])
    .orderBy('last', 'desc')
    .execute()
}

export function lastCheck(handle: Handle) {
  return db(handle)
    .selectFrom('journal')
    .select(['at', 'reason', 'fields'])
    .where('action', '=', 'check')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const CHECK_CHUNK = 5_000

/** Goes along the whole chain. The number of the first row that does not follow from the one before; undefined: all do. */
export async function firstBrokenRow(handle: Handle): Promise<string | undefined> {
  let previous: Buffer = GENESIS
  let seq = 0n
  for (;;) {
    const rows: JournalRow[] = await db(handle)
      .selectFrom('journal')
      .selectAll()
      .where('seq', '>', String(seq))
      .orderBy('seq')
      .limit(CHECK_CHUNK)
      .execute()
    for (const row of rows) {
      seq += 1n
      if (row.seq !== String(seq) || !row.previous.equals(previous) || !row.hash.equals(chainHash(previous, row)))
        return String(seq)
      previous = row.hash
    }
    if (rows.length < CHECK_CHUNK) return undefined
  }
}

export function openApprovals(handle: Handle, now: Date) {
  return db(handle)
    .selectFrom('approval')
    .innerJoin('account', 'account.id', 'approval.asked_by')
    .leftJoin('account as giver', 'giver.id', 'approval.given_by')
    .select([
      'approval.id',
      'kind',
      'subject',
      'reason',
      'about',
      'path',
      'asked_by',
      'asked_at',
      'given_at',
      'used_at',
      'account.email',
      'giver.email as giver',
    ])
    .where('asked_at', '>', new Date(now.getTime() - APPROVAL_TIME))
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute()
}

/** How far an act is from being allowed: not asked for, waiting, or allowed and not used yet. */
export async function approvalOf(
  handle: Handle,
  { kind, subject }: { kind: string; subject: string },
  now: Date,
): Promise<'none' | 'waits' | 'given'> {
  const rows = await db(handle)
    .selectFrom('approval')
    .select('given_at')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('used_at', 'is', null)
    .where('asked_at', '>', new Date(now.getTime() - APPROVAL_TIME))
    .execute()
  return rows.some(({ given_at }) => given_at) ? 'given' : rows.length > 0 ? 'waits' : 'none'
}

export function alerts(handle: Handle) {
  return db(handle)
    .selectFrom('alert')
    .leftJoin('account', 'account.id', 'alert.actor')
    .select(['alert.id', 'kind', 'hour', 'count', 'seen_at', 'account.email', 'actor'])
    .orderBy('hour', 'desc')
    .limit(200)
    .execute()
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
