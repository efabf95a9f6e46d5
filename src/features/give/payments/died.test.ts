import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { ownInstallation } from '../../../../tests/support/installation.ts'
import { until } from '../../../../tests/support/program.ts'
import { startStripe } from '../../../../tests/support/stripe-fake.ts'
import { createSeals } from '#platform/crypto/seals'
import { shutKeys } from './accounts.ts'

/** What a page does after its commit, or the clock some minutes later, in a process of its own. */
const inProcess = (work: string, minutes: number) => `
  const { openDatabase } = await import('./src/platform/db/database.ts')
  const { createSeals } = await import('./src/platform/crypto/seals.ts')
  const { checkoutOf } = await import('./src/features/give/payments/commands/begin.ts')
  const { reconcile } = await import('./src/features/give/payments/reconciling.ts')
  const { DATABASE_URL: url, DATA_DIR, SECRET } = process.env
  const database = openDatabase({ url, dataDir: url ? undefined : DATA_DIR + '/database' })
  database.carryWith({ write: async () => {}, committed() {} })
  const now = () => new Date(Date.now() + ${minutes} * 60_000)
  const app = { database, seals: createSeals(SECRET), config: { publicUrl: 'http://localhost' }, log: console, now }
  ${work}
  await database.close()
`

test('a process killed between the charge and its record leaves a payment that is found, once', async () => {
  const fake = await startStripe({ now: () => new Date() })
  onTestFinished(() => fake.close())
  const { env, openPool } = await ownInstallation()
  const ask = async (text: string, values: unknown[] = []) => {
    const pool = openPool()
    try {
      return (await pool.query(text, values)).rows
    } finally {
      await pool.end()
    }
  }
  const run = (work: string, minutes = 0) => {
    const args = ['--input-type=module', '-e', inProcess(work, minutes)]
    const child = spawn('node', args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    return { child, ended: new Promise((resolve) => child.once('exit', resolve)) }
  }
  const [account, payment] = [crypto.randomUUID(), crypto.randomUUID()]
  const keys = { credentials: { key: 'sk_test_0123456789abcdef', at: fake.url }, secrets: [] }
  const shut = shutKeys({ seals: createSeals(env.SECRET!) }, account, keys)
  const of = [account, shut.credentials, shut.webhook_secrets]
  await ask("insert into payment_account values ($1, 'Un', 'stripe', 'EUR', false, $2, $3, now())", of)
  await ask(
    `insert into payment (id, account_id, subject_kind, subject_id, amount, currency, mode, return_path, locale, description,
       reached, state, created_at, changed_at)
     values ($1, $2, 'gift', $1, 500, 'EUR', 'card', '/', 'fr', 'Don', 'begun', 'begun', now(), now())`,
    [payment, account],
  )

  fake.hang()
  const first = run(`await checkoutOf(app, '${payment}')`)
  await until(async () => fake.made() > 0 || undefined, 'a payment at the provider')
  first.child.kill('SIGKILL')
  await first.ended
  expect(await ask('select state, provider_ref from payment')).toEqual([{ state: 'begun', provider_ref: null }])

  const [ref] = [...fake.refs()]
  fake.pay(ref!)
  expect(await run('await reconcile(app)', 10).ended).toBe(0)
  expect(await ask('select state, provider_ref from payment')).toEqual([{ state: 'paid', provider_ref: ref }])
  expect(fake.made()).toBe(1)
})
