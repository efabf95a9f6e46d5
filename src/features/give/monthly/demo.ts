import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import { findRecipient } from '../core/index.ts'
import { keepDemoMeans } from '../payments/index.ts'
import { MEANS_SUBJECT } from './commands/means.ts'
import { db } from './tables.ts'

/** Of the demo's gifts by card so many came again. */
const PLANS = 400

/**
 * Makes some of the demo's gifts the first of monthly ones, in all states. Which they are follows from their numbers, so that it is the same each time. There already:
 * nothing changes.
 */
export async function loadDemoMonthly(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('monthly_gift').select('id').limit(1).executeTakeFirst()) return
  const now = app.now()
  const zone = app.movement.current.timeZone
  // Of a hundred eighty go on, eight are paused, two are refused just now; the others ended.
  await transact(async (tx) => {
    await sql`insert into monthly_gift (id, recipient_id, donor_id, first_gift_id, amount, currency, locale, state, reason, anchor_on, nth, failures, next_at,
        made_at, changed_at)
      select id, recipient_id, donor_id, id, amount, currency, locale, state,
        case when state <> 'stopped' then null when n >= 97 then 'failed' else 'donor' end, day, months + 1,
        case when state = 'active' and n < 2 then 1 when state = 'stopped' and n >= 97 then 3 else 0 end,
        case when state = 'active' then ((day + make_interval(months => months + 1) + time '09:00') at time zone ${zone}) end,
        made_at, made_at
      from (select id, recipient_id, donor_id, amount, currency, locale, made_at, n, (made_at at time zone ${zone})::date as day,
          case when n < 82 then 'active' when n < 90 then 'paused' else 'stopped' end as state,
          (extract(year from age(${now}::timestamptz, made_at)) * 12 + extract(month from age(${now}::timestamptz, made_at)))::int as months
        from (select *, (row_number() over (order by number) % 100)::int as n from gift where mode = 'card' and state = 'paid' order by number limit ${PLANS}) g) p`.execute(
      db(tx),
    )
    await sql`insert into monthly_charge (monthly_id, nth, try, gift_id, amount, outcome, made_at)
      select id, 0, 1, first_gift_id, amount, 'paid', made_at from monthly_gift`.execute(db(tx))
    await keepAll(tx)
  })
}

/** What pays those that go on, at the sandbox: of those that were refused just now it refuses again. */
async function keepAll(tx: Tx): Promise<void> {
  const plans = await db(tx)
    .selectFrom('monthly_gift')
    .select(['id', 'recipient_id', 'failures', 'made_at'])
    .where('state', 'in', ['active', 'paused'])
    .execute()
  for (const [id, all] of Map.groupBy(plans, ({ recipient_id }) => recipient_id)) {
    const account = (await findRecipient(tx, id))?.payment_account_id
    if (!account) continue
    const kept = all.map(({ id: subject, failures, made_at: kept_at }) => {
      const later = failures > 0 ? ('failed' as const) : ('paid' as const)
      return { id: newId(), kind: MEANS_SUBJECT, subject, mode: 'card' as const, later, kept_at }
    })
    await keepDemoMeans(tx, { account, kept })
    const ids = kept.map(({ id: means, subject }) => ({ means, subject }))
    await sql`update monthly_gift set means_id = k.means from ${recordset('k', ids, { means: 'uuid', subject: 'uuid' })}
      where monthly_gift.id = k.subject`.execute(db(tx))
  }
}
