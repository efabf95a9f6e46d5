import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { shutKeys } from '../src/features/give/payments/accounts.ts'
import { createSeals } from '../src/platform/crypto/seals.ts'
import { startStripe } from '../tests/support/stripe-fake.ts'
import { load, post } from './load.ts'
import { pgbench, query, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

const CLIENTS = 64
const PAYMENTS = 200
const SECRET = 'whsec_c0ffee00c0ffee00c0ffee00'
/** Of the installation, as `startServer` gives it. */
const INSTALLATION = 'b1946ac92492d2347c6235b4d2611184b1946ac9'

type Postgres = Parameters<Parameters<typeof withPostgres>[0]>[0]

/** Stripe tells of payments, a third of it twice, over HTTP on PostgreSQL with its default durability; the server is killed again and again, and then does its jobs. */
export const webhook: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 3 : 20
    const stripe = await startStripe({ now: () => new Date() })
    const settings = { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' }
    let server = await startServer('start', settings)
    const account = await fill(postgres, stripe)
    const telling = tellingOf(account, [...stripe.refs()])
    const once = (run: string) => load({ port: server.port, clients: 1, seconds: 0, request: (n) => telling(run, n) })
    await once('first')
    const script = scriptFrom(await statementsOf(postgres, () => once('one')))
    const ask = (run: string) => ({ port: server.port, clients: CLIENTS, request: (n: number) => telling(run, n) })
    await load({ ...ask('warm'), seconds: quick ? 1 : 2 })
    const before = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    const measured = await load({ ...ask('run'), seconds })
    const after = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    tell(`statuses: ${JSON.stringify([...measured.statuses])}`)

    const kills = quick ? 2 : 10
    const kept = new Set<string>()
    for (let kill = 0; kill < kills; kill++) {
      const run = `kill${kill}`
      const answered = (n: number, status: number) => void (status === 200 && kept.add(eventOf(run, n)))
      const crowd = load({ ...ask(run), seconds: 1.5, answered })
      await pause(700)
      await server.kill('SIGKILL')
      await crowd
      server.remove()
      server = await startServer('start', settings)
    }
    const found = await query<{ event: string }>(postgres, "select event from payment_event where event like 'evt_kill%'")
    const there = new Set(found.map(({ event }) => event))
    const lost = [...kept].filter((event) => !there.has(event)).length
    await server.kill()
    server.remove()
    const { unread, unpaid, ms } = await workOff(postgres)
    await stripe.close()
    tell(
      `killed ${kills} times with ${kept.size} acknowledged: ${lost} lost; then all read in ${ms} ms, by ${stripe.calls.length} calls to the provider`,
    )
    return reportOf(
      'webhook',
      { measured, ceiling: (before.tps + after.tps) / 2 },
      {
        unit: 'webhooks/s',
        queries: script.split('\n').filter((line) => line.endsWith(';')).length,
        lost: lost + unread + unpaid,
        duplicates: found.length - there.size,
        note: `a third repeated; ceiling: pgbench, ${CLIENTS} clients, the statements of one webhook; ours go several to a transaction; ${kills} kill -9, then each event read and each of ${PAYMENTS} payments paid`,
      },
    )
  })

const eventOf = (run: string, n: number) => `evt_${run}_${n - (n % 3 === 2 ? 1 : 0)}`

/** The nth telling of a run, signed now: each third is the one before once more. */
const tellingOf = (account: string, refs: string[]) => (run: string, n: number) => {
  const object = { id: refs[n % refs.length], object: 'checkout.session' }
  const type = 'checkout.session.completed'
  const body = JSON.stringify({ id: eventOf(run, n), object: 'event', type, livemode: false, data: { object } })
  const at = Math.floor(Date.now() / 1000)
  const signature = `t=${at},v1=${createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex')}`
  return post(`/give/hooks/${account}`, body, { 'stripe-signature': signature })
}

/** An account, and payments that are paid at the provider and not here yet. */
async function fill(postgres: Postgres, stripe: Awaited<ReturnType<typeof startStripe>>): Promise<string> {
  const account = crypto.randomUUID()
  const kept = { credentials: { key: 'sk_test_0123456789abcdef', at: stripe.url }, secrets: [SECRET] }
  const { credentials, webhook_secrets } = shutKeys({ seals: createSeals(INSTALLATION) }, account, kept)
  const values = [account, credentials, webhook_secrets]
  await query(postgres, "insert into payment_account values ($1, 'Bench', 'stripe', 'EUR', false, $2, $3, now())", values)
  for (let n = 0; n < PAYMENTS; n++) {
    const payment = crypto.randomUUID()
    const ref = stripe.have({ payment, amount: 500 })
    stripe.pay(ref)
    await query(
      postgres,
      `insert into payment (id, account_id, subject_kind, subject_id, amount, currency, mode, return_path, locale, description, reached, state,
         provider_ref, created_at, changed_at)
       values ($1, $2, 'gift', $1, 500, 'EUR', 'card', '/', 'fr', 'Bench', 'open', 'open', $3, now(), now())`,
      [payment, account, ref],
    )
  }
  return account
}

function scriptFrom(statements: string[]): string {
  const wanted = statements.filter(
    (text) => /^(begin|commit|\s*insert into payment_event)/i.test(text) || /INSERT INTO pgboss\.job/i.test(text),
  )
  const from = wanted.findIndex((text) => /insert into payment_event/i.test(text)) - 1
  const one = wanted.slice(from)
  const script = one
    .slice(0, one.findIndex((text) => /^commit/i.test(text)) + 1)
    .map((text) =>
      text
        .replaceAll('evt_one_0', 'evt_one_:n')
        .replaceAll(/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-)[0-9a-f]{12}/g, '$1:n'),
    )
    .map((text) => `${text.replaceAll(/\s+/g, ' ')};`)
  if (script.length < 4) throw new Error(`The statements of a webhook were not found: ${script.join('\n')}`)
  return ['\\set n random(100000000000, 999999999999)', ...script].join('\n')
}

/** Lets the program do its jobs, and counts what was told and not read, and paid and not known. */
async function workOff(postgres: Postgres) {
  // What pgbench wrote tells of nothing.
  await query(postgres, "delete from payment_event where event ~ '^evt_one_.{12}'")
  const began = performance.now()
  const server = await startServer('start', { DATABASE_URL: postgres.url })
  const count = async (text: string) => (await query<{ n: number }>(postgres, `select count(*)::int as n from ${text}`))[0]!.n
  const unread = () => count('payment_event where read_at is null')
  const end = Date.now() + 60_000
  while ((await unread()) > 0 && Date.now() < end) await pause(100)
  const left = {
    unread: await unread(),
    unpaid: await count("payment where state <> 'paid'"),
    ms: Math.round(performance.now() - began),
  }
  await server.kill()
  server.remove()
  return left
}
