import { createHmac } from 'node:crypto'
import { shutKeys } from '../src/features/give/payments/accounts.ts'
import { createSeals } from '../src/platform/crypto/seals.ts'
import { startStripe } from '../tests/support/stripe-fake.ts'
import { load, post, visitor } from './load.ts'
import { SECRET } from './movement.ts'
import { pgbench, query, statementsOf, withPostgres } from './postgres.ts'
import { processorOf } from './processor.ts'
import { type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

const CLIENTS = 32
const DONORS = 10_000
/** One in so many tries is of one donor, who may give this much in a year. */
const HOT = 100
const CAP = 750_000

type Postgres = Parameters<Parameters<typeof withPostgres>[0]>[0]

/**
 * From the button of the last page to where it is paid, over HTTP on PostgreSQL: the law is asked under lock, the gift and its payment are written, the provider (a fake
 * on loopback, a process of ours like the load) makes its page.
 */
export const giftIntent: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 5 : 20
    const stripe = await startStripe({ now: () => new Date() })
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    const recipient = await fill(postgres, stripe.url)
    const session = await hotSession(postgres)
    const request = (n: number) =>
      giftOf(recipient, n % HOT === 0 ? { who: 'hot', n, session } : { who: `donor-${n % DONORS}`, n })
    await load({ port: server.port, clients: CLIENTS, seconds: quick ? 1 : 3, request: (n) => request(n + 1_000_000) })
    const statements = await statementsOf(postgres, () =>
      load({ port: server.port, clients: 1, seconds: 0, request: () => giftOf(recipient, { who: 'one', n: 77 }) }),
    )
    const script = scriptFrom(statements)
    const called = stripe.calls.length
    const delay = await delayOf(stripe.url)
    const before = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    const led: string[] = []
    const answered = (_n: number, _status: number, head: string) => void led.push(/^refresh: 0; url=(.*)$/m.exec(head)?.[1] ?? '')
    const worked = processorOf(server.process.pid!)
    const measured = await load({ port: server.port, clients: CLIENTS, seconds, request, answered })
    const took = processorOf(server.process.pid!) - worked
    const after = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    tell(`statuses: ${JSON.stringify([...measured.statuses])}; calls to the provider: ${stripe.calls.length - called}`)
    const [hot] = await query<{ sum: string }>(
      postgres,
      "select coalesce(sum(amount), 0)::text as sum from gift join donor on donor.id = donor_id where email = 'hot@example.org'",
    )
    const lost = await lostOf(postgres, { led, refs: [...stripe.refs()] })
    await server.kill()
    server.remove()
    await stripe.close()
    return reportOf(
      'gift-intent',
      { measured, ceiling: (before.tps + after.tps) / 2 },
      {
        unit: 'gifts/s',
        queries: script.split('\n').filter((line) => line.endsWith(';')).length,
        lost,
        duplicates: Number(hot!.sum) > CAP ? 1 : 0,
        note: `${CLIENTS} clients, ${DONORS} donors, one try in ${HOT} of one donor, whose cap holds; the fake answers in ${delay} ms, in the process of the load; ${Math.round((took / led.length) * 10_000) / 10} ms of a processor a gift in the server; ceiling: pgbench, the statements of one gift in their transactions`,
      },
    )
  })

/** Of the answers, those that led to no page of the provider (''), or to one of which there is no gift, no payment of it here, or none at the provider. */
async function lostOf(postgres: Postgres, { led, refs }: { led: string[]; refs: string[] }): Promise<number> {
  const [found] = await query<{ n: string }>(
    postgres,
    `select count(*) as n from unnest($1::text[]) as led (url) where not exists
       (select from payment p join gift g on g.payment_id = p.id and g.id = p.subject_id
        where p.checkout_url = led.url and p.provider_ref = any($2::text[]))`,
    [led, refs],
  )
  return Number(found!.n)
}

type Giver = { who: string; n: number; session?: string }

const GIVEN =
  'Aline Bruno Claire David Emma Farid Gaelle Hugo Ines Julien Karim Lea Marc Nadia Olivier Paula Quentin Rosa Samir Tania'.split(
    ' ',
  )
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A name of her own for each donor, as people have them: not all of one beginning in one town, who would be taken for one another. */
function nameOf(who: string): { given_name: string; family_name: string; postal_code: string } {
  const n = Number(/\d+$/.exec(who)?.[0] ?? 0)
  const word = Array.from({ length: 4 }, (_, at) => LETTERS[Math.floor(n / 26 ** at) % 26]).join('')
  return { given_name: GIVEN[n % GIVEN.length]!, family_name: `${word}ard`, postal_code: `${10_000 + (n % 8_999) * 10}` }
}

function giftOf(recipient: string, { who, n, session }: Giver): string {
  const { postal_code, ...named } = nameOf(who)
  const body = {
    amount: '5',
    mode: 'card',
    rhythm: 'once',
    ...named,
    email: `${who}@example.org`,
    adult: 'true',
    said: { street: '1 rue des Lilas', postal_code, town: 'Lyon', country: 'FR', nationality: 'FR' },
    declared: { natural_person: 'true', own_money: 'true' },
    act: 'give',
  }
  return post(`/give/${recipient}`, JSON.stringify(body), { ...visitor(n), ...(session ? { cookie: `session=${session}` } : {}) })
}

/** How long the fake takes for an answer, in ms. */
async function delayOf(url: string): Promise<number> {
  const began = performance.now()
  for (let n = 0; n < 20; n++) await (await fetch(`${url}/v1/nothing`)).text()
  return Math.round(((performance.now() - began) / 20) * 10) / 10
}

/** A session of the one donor: of a mailbox that nobody proved only a few gifts wait. */
async function hotSession(postgres: Postgres): Promise<string> {
  const [account, token] = [crypto.randomUUID(), 'hot-donor']
  await query(
    postgres,
    "insert into account (id, email, email_verified, name, created_at, updated_at) values ($1, 'hot@example.org', true, '', now(), now())",
    [account],
  )
  await query(
    postgres,
    `insert into account_session (id, token, account_id, expires_at, created_at, updated_at)
     values (gen_random_uuid(), $1, $2, now() + interval '1 day', now(), now())`,
    [token, account],
  )
  return encodeURIComponent(`${token}.${createHmac('sha256', SECRET).update(token).digest('base64')}`)
}

/** A party's fund with an account at the provider. */
async function fill(postgres: Postgres, at: string): Promise<string> {
  const [account, recipient] = [crypto.randomUUID(), crypto.randomUUID()]
  const kept = { credentials: { key: 'sk_test_0123456789abcdef', at }, secrets: [] }
  const { credentials, webhook_secrets } = shutKeys({ seals: createSeals(SECRET) }, account, kept)
  await query(postgres, "insert into payment_account values ($1, 'Bench', 'stripe', 'EUR', false, $2, $3, now())", [
    account,
    credentials,
    webhook_secrets,
  ])
  await query(
    postgres,
    `insert into recipient (id, name, kind, country, currency, beneficiary, holder, declared_on, payment_account_id, made_at, public_at)
     values ($1, 'Bench', 'party', 'FR', 'EUR', 'Bench', 'Bench', '2026-01-01', $2, now(), now())`,
    [recipient, account],
  )
  return recipient
}

/**
 * The statements of one gift and of its payment, in their transactions, of a donor and with ids and a number of its own each time. One in a hundred is of one donor here,
 * too: she waits for herself.
 */
function scriptFrom(statements: string[]): string {
  const name = nameOf('one')
  const key = `${name.given_name} ${name.family_name}`.toLowerCase()
  const sorted = key.split(' ').toSorted().join(' ')
  const lines = statements
    .filter(
      // Of the queue the jobs that a gift leaves, and not what it does for itself.
      (text) => !/account_session|from "account"|^(?!insert)[^]*pgboss\.|select 1$/i.test(text),
    )
    .map((text) => text.replaceAll(/\s+/g, ' '))
    .map((text) =>
      text
        .replaceAll('one@example.org', 'p:donor@example.org')
        .replaceAll(sorted, `${sorted}:donor`)
        .replaceAll(`${name.postal_code} aa`, ':donor aa')
        .replace(/'\d+'\) on conflict \("number"\)/i, ':number) on conflict ("number")')
        .replaceAll(/cs_test_a_\w+/g, 'cs_test_:fresh')
        .replaceAll(/('\\+x[0-9a-f]{58})[0-9a-f]{6}'/g, "$1:donor'")
        .replaceAll(/(mailbox [0-9a-f]{58})[0-9a-f]{6}/g, '$1:donor')
        .replaceAll(/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-)[0-9a-f]{12}/g, '$1:fresh'),
    )
  const insert = lines.find((text) => /insert into "donor"/i.test(text))
  const donor = /values \('([0-9a-f-]{24})/.exec(insert ?? '')?.[1]
  if (!donor || lines.length < 8) throw new Error(`The statements of a gift were not found: ${lines.join('\n')}`)
  return [
    '\\set any random(1, 100)',
    `\\set donor random(100001, ${100_000 + DONORS})`,
    '\\if :any = 1',
    '\\set donor 100000',
    '\\endif',
    '\\set fresh random(100000000000, 999999999999)',
    '\\set number random(0, 9999999999)',
    // A donor who is there keeps her id, which her gift names.
    ...lines.map((line) => `${line.replaceAll(`${donor}:fresh`, `${donor}000000:donor`)};`),
  ].join('\n')
}
