import { expect, test } from 'vitest'
import { ACCOUNT, addMonthly, openWorld, pause, type World } from './support/monthly-death.ts'
import type { RunningServer } from './support/process.ts'
import { until } from './support/program.ts'
import { SECRET } from './support/providers.ts'
import { signed } from './support/stripe-fake.ts'

/**
 * A program on a database of its own (`ownInstallation`), killed at each step of a month: the database stops it there, or the provider, or the mail server. Each death leaves what it left; the next
 * program goes on with all of it. One monthly gift for each way to die.
 */

/** A way to die: where the program is stopped, and how one sees that it got there. */
type Death = {
  name: string
  mode?: 'card' | 'debit'
  set(world: World): Promise<unknown> | void
  reached(world: World, server: RunningServer): Promise<true | undefined>
  unset?(world: World): Promise<unknown>
}

/** The database takes its time before it writes that row: the transaction is still open when the program dies. */
const before = (name: string, { on, when }: { on: string; when: string }): Death => ({
  name,
  set: async ({ pool }) => {
    await pool.query(
      'create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$',
    )
    await pool.query(`create trigger linger before ${on} for each row when (${when}) execute function linger()`)
  },
  reached: async ({ pool }) => {
    const { rowCount } = await pool.query(
      "select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
    )
    return rowCount === 1 || void (await pause(100))
  },
  unset: ({ pool }) => pool.query('drop function linger cascade'),
})

const DEATHS: Death[] = [
  before('while the gift of the month is made', { on: 'insert on monthly_charge', when: 'new.nth > 0' }),
  before('before it marks that the provider is asked', {
    on: 'update on payment',
    when: 'old.asked_at is null and new.asked_at is not null',
  }),
  {
    name: 'before the provider heard',
    set: ({ fake }) => fake.deaf(),
    reached: async ({ fake }) => fake.silent() === 1 || undefined,
  },
  {
    name: 'after it charged, before its answer came',
    set: ({ fake }) => fake.hang(),
    reached: async ({ fake }) => fake.silent() === 2 || undefined,
  },
  before('before it writes down that it charged', {
    on: 'update on payment',
    when: "old.reached = 'begun' and new.reached = 'paid'",
  }),
  before('before the gift is paid and booked', { on: 'update on gift', when: "old.state <> 'paid' and new.state = 'paid'" }),
  before('while it is booked', { on: 'insert on book_line', when: 'true' }),
  before('before the month is known to be paid', { on: 'update on monthly_charge', when: "new.outcome = 'paid'" }),
  {
    name: 'when all is written down and no mail has left',
    set: ({ post }) => post.close(),
    reached: async (_world, server) =>
      server
        .output()
        .split('\n')
        .some((line) => line.includes('will be tried again') && line.includes('giving.mail')) || undefined,
    unset: ({ post }) => post.open(),
  },
]

/** What a provider tells of: a debit that is on its way, and arrives. */
const HOOKS: Death[] = [
  before('before a webhook is kept: it has no answer', { on: 'insert on payment_event', when: 'true' }),
  before('after a webhook was kept and answered', {
    on: 'update on payment',
    when: "old.reached = 'pending' and new.reached = 'paid'",
  }),
].map((death) => ({ ...death, mode: 'debit' }))

/** What is left of a program that was killed: its connections end, and its jobs are missed soon. */
async function bury({ pool }: World): Promise<void> {
  await pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await pool.query(
    "update pgboss.job set retry_delay = 1, retry_backoff = false, heartbeat_seconds = 2, start_after = now() where state < 'completed'",
  )
}

const paymentOf = async ({ pool }: World, monthly: string) =>
  (
    await pool.query<{ ref: string; state: string }>(
      `select p.provider_ref as ref, p.state from monthly_charge c join gift g on g.id = c.gift_id join payment p on p.id = g.payment_id
       where c.monthly_id = $1 and c.nth = 1`,
      [monthly],
    )
  ).rows[0]

async function tell({ fake }: World, server: RunningServer, ref: string): Promise<number | undefined> {
  const payload = JSON.stringify(fake.event(ref, 'payment_intent.succeeded'))
  const headers = { 'content-type': 'application/json', 'stripe-signature': signed(payload, { secret: SECRET, at: new Date() }) }
  const url = `${server.base}/give/hooks/${ACCOUNT}`
  return fetch(url, { method: 'POST', headers, body: payload }).then(
    ({ status }) => status,
    () => undefined,
  )
}

test('killed at any step of a month, the program takes each once, books it once, and thanks for it once', async () => {
  const { world, start } = await openWorld()
  const { fake, pool, post } = world
  const monthlies = new Map<string, string>()
  for (const [n, death] of DEATHS.entries()) {
    monthlies.set(death.name, await addMonthly(world, n, 'card'))
    await death.set(world)
    const server = await start()
    await until(() => death.reached(world, server), death.name, 300)
    await server.kill('SIGKILL')
    await bury(world)
    await death.unset?.(world)
  }
  for (const [n, death] of HOOKS.entries()) {
    const monthly = await addMonthly(world, DEATHS.length + n, 'debit')
    monthlies.set(death.name, monthly)
    const server = await start()
    const { ref } = await until(
      async () => {
        const payment = await paymentOf(world, monthly)
        return payment?.state === 'pending' ? payment : void (await pause(100))
      },
      'a debit that is on its way',
      300,
    )
    fake.arrive(ref)
    await death.set(world)
    const answer = tell(world, server, ref)
    await until(() => death.reached(world, server), death.name, 300)
    await server.kill('SIGKILL')
    const status = await answer
    expect(status).toBe(n === 0 ? undefined : 200)
    await bury(world)
    await death.unset?.(world)
    // Whoever has no answer tells again; and some do who had one.
    const again = await start()
    expect([await tell(world, again, ref), await tell(world, again, ref)]).toEqual([200, 200])
    await until(
      async () => (await paymentOf(world, monthly))!.state === 'paid' || void (await pause(100)),
      'a debit that arrived',
      300,
    )
    await again.kill('SIGKILL')
    await bury(world)
  }
  const last = await start()
  const all = monthlies.size
  await until(
    async () => {
      const { rows } = await pool.query(
        "select 1 from pgboss.job where name ~ '^(payments|giving|monthly)[.]' and state < 'completed'",
      )
      if (rows.length === 0) return true
      await pause(200)
    },
    'all jobs',
    300,
  )
  await last.kill('SIGTERM')

  const { rows } = await pool.query<{
    id: string
    months: string
    amount: string
    entries: number
    failures: number
    nth: number
    gifts: string[]
  }>(
    `select m.id, m.state, m.failures, m.nth, array_agg(g.id) filter (where c.nth = 1) as gifts,
       string_agg(c.nth || ' ' || c.outcome || ' ' || g.state || ' ' || p.state, ', ' order by c.nth, c.try) as months,
       (select count(*)::int from book_entry e where e.cause_id = any(array_agg(g.id::text))) as entries
     from monthly_gift m join monthly_charge c on c.monthly_id = m.id join gift g on g.id = c.gift_id join payment p on p.id = g.payment_id group by m.id`,
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  const told = [...monthlies].map(([name, id]) => {
    const { months, entries, failures, nth, gifts } = found.get(id)!
    const mails = new Set(post.ids.filter((one) => one.startsWith('gift-paid-') && gifts.some((gift) => one.includes(gift)))).size
    return { name, months, entries, failures, nth, mails }
  })
  const once = { months: '0 paid paid paid, 1 paid paid paid', entries: 1, failures: 0, nth: 2, mails: 1 }
  expect(told).toEqual([...monthlies.keys()].map((name) => ({ name, ...once })))
  // At the provider: the first and the month of each, and nothing else.
  expect(fake.made()).toBe(2 * all)
  const kinds = new Set(post.ids.map((one) => one.replace(/-[0-9a-f]{8}-.*/, '')))
  expect([...kinds]).toEqual(['gift-paid'])
  expect(post.ids).toHaveLength(all)
}, 600_000)
