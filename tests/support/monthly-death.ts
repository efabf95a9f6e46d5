import type pg from 'pg'
import { onTestFinished } from 'vitest'
import { shutKeys } from '../../src/features/give/payments/accounts.ts'
import { stripeProvider } from '../../src/features/give/providers/stripe.ts'
import { nameKey } from '../../src/features/give/giving/rules.ts'
import { createSeals } from '../../src/platform/crypto/seals.ts'
import { freePort } from '../../tools/free-port.ts'
import { MENTIONS } from './giving.ts'
import { ownInstallation } from './installation.ts'
import { startServer } from './process.ts'
import { SECRET } from './providers.ts'
import { startStripe, type StripeFake } from './stripe-fake.ts'
import { smtpServer } from './smtp.ts'

const RECIPIENT = '00000000-0000-7000-8000-000000000001'
export const ACCOUNT = '00000000-0000-7000-8000-000000000002'
const KEYS = { key: 'sk_test_0123456789abcdef' }
const TOLD = {
  fields: { street: '1 rue des Lilas', postal_code: '69003', town: 'Lyon', country: 'FR', nationality: 'FR' },
  declarations: ['natural_person', 'own_money'],
  adult: true,
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type World = {
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
export async function addMonthly({ fake, pool }: World, n: number, mode: 'card' | 'debit'): Promise<string> {
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

/** A provider, a database, a mail server, and a recipient to whom people give each month. `start`: a program there. */
export async function openWorld() {
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
