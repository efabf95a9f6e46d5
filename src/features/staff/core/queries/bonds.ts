import { sql } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import type { Bonds, Tie } from '../independence.ts'
import { isSettled } from '../independence.ts'
import { db } from '../tables.ts'

/** Who let these accounts in, and by whose hands those came; and whether nobody has been there for long enough yet. One query. */
export async function bondsOf(handle: Handle, accounts: AccountId[], now: Date): Promise<Bonds> {
  const at = sql`${now}::timestamptz`
  const { rows } = await sql<Tie & { asked: boolean }>`
    with recursive
    given as (select mandate.*, area_id is null and place_id is null and 'approvals.give' = any(permissions) as all_of_it
      from mandate join role on role.id = role_id),
    kept as (select *, all_of_it and starts_at <= ${at} and (ends_at is null or ends_at > ${at}) as allows,
        exists (select from given before where before.account_id = given.account_id and before.all_of_it
          and (before.starts_at, before.id) < (given.starts_at, given.id) and (before.ends_at is null or before.ends_at > given.starts_at)) as more
      from given),
    began as (select account_id from mandate where given_by is null),
    second as (select id from kept where all_of_it and not more and given_by in (select account_id from began) order by starts_at, id limit 1),
    up as (select * from kept where account_id = any(${accounts}::uuid[])
      union select kept.* from kept join up on kept.account_id = up.given_by)
    select account_id as account, given_by, starts_at, allows, given_by is null or id in (select id from second) as first, more, true as asked from up
    union all select account_id, given_by, starts_at, allows, false, more, false from kept where allows`.execute(db(handle))
  // One is enough: whoever has been there alone would let in two who allow each other what they ask.
  const few = !rows.some(({ asked, starts_at }) => !asked && isSettled(starts_at, now))
  return { ties: rows.filter(({ asked }) => asked), few, now }
}
