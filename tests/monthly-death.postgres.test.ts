import type pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { shutKeys } from '../src/features/give/payments/accounts.ts'
import { stripeProvider } from '../src/features/give/providers/stripe.ts'
import { nameKey } from '../src/features/give/giving/rules.ts'
import { createSeals } from '../src/platform/crypto/seals.ts'
import { freePort } from '../tools/free-port.ts'
import { MENTIONS } from './support/giving.ts'
import { ownInstallation } from './support/installation.ts'
import { type RunningServer, startServer } from './support/process.ts'
import { until } from './support/program.ts'
import { SECRET } from './support/providers.ts'
import { signed, startStripe, type StripeFake } from './support/stripe-fake.ts'
import { smtpServer } from './support/smtp.ts'

/**
 * A program of its own, killed at each step of a month: the database stops it there, or the provider, or the mail server. Each death leaves what it left; the next
 * program goes on with all of it. One monthly gift for each way to die.
 */

const RECIPIENT = '00000000-0000-7000-8000-000000000001'
const ACCOUNT = '00000000-0000-7000-8000-000000000002'
const KEYS = { key: 'sk_test_0123456789abcdef' }
const TOLD = {
  fields: { street: '1 rue des Lilas', postal_code: '69003', town: 'Lyon', country: 'FR', nationality: 'FR' },
  declarations: ['natural_person', 'own_money'],
  adult: true,
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type World = {
  fake: StripeFake
  pool: pg.Pool
  /** Its mail server; not there while nothing is to leave. */
  post: { port: number; ids: string[]; open(): Promise<void>; close(): Promise<void> }
}

async function addRecipient(pool: pg.Pool, { secret, at }: { secret: string; at: string }): Promise<void> {
  const shut = shutKeys({ seals: createSeals(secret) }, ACCOUNT, { credentials: { ...KEYS, at }, secrets: [SECRET] })
  const of = [ACCOUNT, shut.credentials, shut.webhook_secrets]
  await pool.query("insert into payment_account values ($1, 'Un', 'stripe', 'EUR', false, $2, $3, now())", of)
  await pool.query(
    `insert into recipient (id, name, kind, country, currency, beneficiary, holder, declared_on, mentions, iban, payment_account_id, made_at, public_at)
     values ($1, 'Fonds', 'party', 'FR', 'EUR', 'Le mouvement', 'Association', '2026-01-10', $2, 'FR7630006000011234567890189', $3, now(), now())`,
    [RECIPIENT, JSON.stringify(MENTIONS.party), ACCOUNT],
  )
  await pool.query(
    "insert into movement (name, locale, contact, country, time_zone) values ('Appui', 'fr', 'us@example.org', 'FR', 'Europe/Paris')",
  )
}

/** What somebody gave a month ago, with what the provider kept of it; its next month is due now. */
async function addMonthly({ fake, pool }: World, n: number, mode: 'card' | 'debit'): Promise<string> {
  const provider = stripeProvider({ ...KEYS, at: fake.url }, { live: false })
  const [payment, gift, monthly, donor] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [string, string, string, string]
  const wanted = { id: payment, amount: 1_000, currency: 'EUR', mode, created_at: new Date() }
  const how = { returnUrl: 'http://localhost/', webhookUrl: undefined, locale: 'fr', description: 'Don', keep: true } as const
  const { ref } = await provider.begin(wanted, { ...how, idempotencyKey: payment })
  if (mode === 'card') fake.pay(ref)
  else {
    fake.wait(ref)
    fake.arrive(ref)
  }
  const means = (await provider.fetch(ref))!.means!
  const named = { given_name: 'Aline', family_name: `Exemple${'abcdefghijklmn'[n]}` }
  await pool.query(
    `insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at)
     values ($1, $2, decode(md5($2), 'hex'), $3, $4, $5, $2, now())`,
    [
      donor,
      `d${n}@example.org`,
      named.given_name,
      named.family_name,
      nameKey({ ...named, postal_code: TOLD.fields.postal_code }),
    ],
  )
  await pool.query(
    `insert into payment (id, account_id, subject_kind, subject_id, amount, currency, mode, return_path, locale, description, reached, state, provider_ref,
       created_at, changed_at, keep)
     values ($1, $2, 'gift', $3, 1000, 'EUR', $4, '/', 'fr', 'Don', 'paid', 'paid', $5, now() - interval '1 month', now() - interval '1 month', true)`,
    [payment, ACCOUNT, gift, mode, ref],
  )
  await pool.query('insert into payment_means values ($1, $2, $3, $4, now())', [payment, ACCOUNT, means.customer, means.method])
  await pool.query(
    `insert into gift (id, number, recipient_id, donor_id, amount, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at, paid_at,
       payment_id, keep)
     select $1, $2, $3, $4, 1000, 'EUR', $5, 'paid', 'FR.party', 1, $6, 'fr', at, at, at, $7, true from (select now() - interval '1 month' as at) m`,
    [gift, n, RECIPIENT, donor, mode, JSON.stringify(TOLD), payment],
  )
  await pool.query(
    `insert into monthly_gift (id, recipient_id, donor_id, first_gift_id, amount, currency, locale, state, anchor_on, next_at, made_at, changed_at)
     select $1, $2, $3, $4, 1000, 'EUR', 'fr', 'active', at::date, now() - interval '1 minute', at, at from (select now() - interval '1 month' as at) m`,
    [monthly, RECIPIENT, donor, gift],
  )
  await pool.query("insert into monthly_charge values ($1, 0, 1, $2, 1000, 'paid', now() - interval '1 month')", [monthly, gift])
  await pool.query(
    "insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, heartbeat_seconds) values ('monthly.clock', '{}', 50, 1, false, 2)",
  )
  return monthly
}

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

async function openWorld() {
  const fake = await startStripe({ now: () => new Date() })
  onTestFinished(() => fake.close())
  const { env, openPool } = await ownInstallation()
  const pool = openPool()
  pool.on('error', () => {})
  onTestFinished(() => pool.end())
  await addRecipient(pool, { secret: env.SECRET!, at: fake.url })
  const port = await freePort()
  const ids: string[] = []
  let smtp: Awaited<ReturnType<typeof smtpServer>> | undefined
  const post = {
    port,
    ids,
    open: async () =>
      void (smtp = await smtpServer((_to, raw) => void ids.push(/^message-id:\s*<([^@>]+)/im.exec(raw)![1]!), port)),
    close: async () => smtp?.close(),
  }
  await post.open()
  onTestFinished(() => post.close())
  const world: World = { fake, pool, post }
  const start = () => startServer({ ...env, MAIL_URL: `smtp://127.0.0.1:${port}` })
  return { world, start }
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
