import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { enqueue } from '#platform/jobs/queue'
import { selectedBy } from '#people'
import { meant } from '../contact.ts'
import { dest, learnDomains } from '../destinations.ts'
import { freezing } from '../queues.ts'
import { CHUNK } from '../rules.ts'
import { db, type Mailing, type MailingId } from '../tables.ts'

/** A mailing as it is asked for. */
export type NewMailing = Pick<
  Mailing,
  'id' | 'title' | 'purpose' | 'selecting' | 'kind' | 'carries' | 'policy' | 'rule' | 'scope'
>

/** People written down in one transaction: nobody who leaves or changes meanwhile waits for longer. */
const AT_ONCE = 20_000

/** Opens a mailing: a job writes down next who is meant, by `freezeSome`. */
export async function openMailing(tx: Tx, { rule, scope, ...mailing }: NewMailing, now: Date): Promise<void> {
  await learnDomains(tx)
  await db(tx)
    .insertInto('mailing')
    .values({ ...mailing, rule: jsonb(rule), scope: jsonb(scope), state: 'freezing', made_at: now })
    .execute()
  enqueue(tx, freezing, { mailing: mailing.id })
}

/** Of which mailing, and how many at the most. */
type Some = { id: MailingId; limit?: number }

/** Writes down the next people whom a mailing is meant for, in the order of their ids. Whether there are more. */
export async function freezeSome(tx: Tx, app: App, { id, limit = AT_ONCE }: Some): Promise<boolean> {
  const mailing = await db(tx).selectFrom('mailing').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (mailing?.state !== 'freezing') return false
  const { upto, meant, left_out } = await writeDown(tx, app, { mailing, limit })
  const sums = Object.entries(left_out).map(([reason, n]) => [reason, n + (mailing.left_out[reason] ?? 0)])
  await db(tx)
    .updateTable('mailing')
    .set({ meant: mailing.meant + meant, left_out: jsonb({ ...mailing.left_out, ...Object.fromEntries(sums) }) })
    .set(upto ? { frozen_to: upto } : { state: 'ready', frozen_at: app.now() })
    .where('id', '=', id)
    .execute()
  return upto !== null
}

type Written = { upto: Mailing['frozen_to']; meant: number; left_out: Record<string, number> }

/** One statement: who is next, why not each of them, in which order, and cut into chunks of one group of servers each. */
async function writeDown(tx: Tx, app: App, { mailing, limit }: { mailing: Mailing; limit: number }): Promise<Written> {
  const { why, at } = meant(app, mailing)
  const { rows } = await sql<Written>`with next as materialized (
      select id, ${why} as why, ${at} as email from person
      where ${await selectedBy(tx, app, mailing)} and ${mailing.frozen_to ? sql`id > ${mailing.frozen_to}` : sql`true`}
      order by id limit ${limit}),
    first as (select next.*, why is null and (row_number() over (partition by email, why is null order by id) > 1
        or exists (select from contact_point other join delivery on delivery.person_id = other.person_id and mailing_id = ${mailing.id}
          where other.kind = 'email' and not other.claimed and other.value = email and other.person_id <> next.id)) as again from next),
    placed as (select id, ${dest} as dest from (select id, split_part(email, '@', 2) as domain from first where why is null and not again) one
      left join mail_domain using (domain)),
    numbered as (select id, dest, ${mailing.meant} + row_number() over (order by dest, id) - 1 as seq,
        (row_number() over (partition by dest order by id) - 1) / ${CHUNK}::integer as nth from placed),
    written as (insert into delivery (mailing_id, seq, person_id) select ${mailing.id}, seq, id from numbered order by seq returning seq),
    cut as (insert into mailing_chunk (mailing_id, turn, dest, lo, hi, done, intent)
      select ${mailing.id}, ${mailing.meant} + row_number() over (order by nth, dest) - 1, dest, lo, hi, lo, lo
      from (select dest, nth, min(seq)::integer as lo, max(seq)::integer + 1 as hi from numbered group by dest, nth) chunk returning turn)
    select (select id from next order by id desc limit 1) as upto, (select count(*)::integer from written) as meant,
      coalesce((select jsonb_object_agg(why, n) from (select coalesce(why, 'same-mailbox') as why, count(*) as n from first where why is not null or again group by 1) out), '{}') as left_out
    `.execute(db(tx))
  return rows[0]!
}
