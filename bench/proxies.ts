import { setTimeout as pause } from 'node:timers/promises'
import { type Asker, costOf, type Holder, matchAll, type Pair } from '../src/features/roll/proxies/matching.ts'
import { seededRandom } from '../src/platform/text/random.ts'
import { bestPairs } from './best-pairs.ts'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { processorOf } from './processor.ts'
import { query, withPostgres } from './postgres.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'
import { startServer } from './server.ts'

const PASSED = `select count(*)::int as n from (select holder_id from proxy_mandate group by holder_id
  having count(*) > 2 or count(nth_home) > 1 or count(*) filter (where not said) > 1) over`

type Round = { matched: number; ms: number; twice: number }
/** How long the round of a vote was at work, from its first statement to its last commit. */
const ROUND = `select (select count(*)::int from proxy_match m join proxy_ask a on a.id = m.ask_id where a.election_id::text = $1) as matched,
  (select count(*)::int - count(distinct ask_id)::int from proxy_match m join proxy_ask a on a.id = m.ask_id where a.election_id::text = $1) as twice,
  (select max(extract(epoch from completed_on - started_on) * 1000)::int from pgboss.job where name = 'proxies.matching' and data ->> 'election' = $1) as ms`
/** How many each side has of the vote for which two rounds run at once. */
const RACED = 500

/**
 * Those who ask and those who go for a vote, in a day: matched by a round of the program on a PostgreSQL of its own, which writes mails to each of them after; beside it
 * the matcher alone, on the same machine a moment before. Then, for another vote, two rounds at once.
 */
export const proxies: Benchmark = async ({ quick }) => {
  const each = quick ? 1_000 : 10_000
  const ratio = ratioOfSmall(quick ? 100 : 1_000)
  return withPostgres(async (postgres) => {
    const server = await startServer('start', { DATABASE_URL: postgres.url })
    const [election, raced] = [crypto.randomUUID(), crypto.randomUUID()]
    const filled = performance.now()
    for (const statement of [...weighing, ...filling(election, each)]) await query(postgres, statement)
    tell(`filled in ${Math.round(performance.now() - filled)} ms`)
    const { askers, holders } = await peopleOf(postgres)
    const [began, spent] = [performance.now(), process.cpuUsage()]
    const alone = matchAll(askers, holders)
    const matcher = performance.now() - began
    const own = process.cpuUsage(spent).user / 1_000_000
    tell(`the matcher alone: ${alone.length} of ${each} in ${Math.round(matcher)} ms`)
    const before = processorOf(server.process.pid!)
    await rounds(postgres, election, 1)
    const took = processorOf(server.process.pid!) - before
    const [made] = await query<Round>(postgres, ROUND, [election])
    for (const statement of filling(raced, RACED)) await query(postgres, statement)
    await rounds(postgres, raced, 2)
    const [twice] = await query<Round>(postgres, ROUND, [raced])
    const [passed] = await query<{ n: number }>(postgres, PASSED)
    await server.kill()
    server.remove()
    return {
      name: 'proxies',
      ...nothing,
      value: made!.ms,
      unit: `ms (${2 * each} people)`,
      ceiling: Math.round(matcher),
      ratio,
      lost: alone.length - made!.matched,
      duplicates: made!.twice + twice!.twice,
      note: `${made!.matched} of ${each} who ask have somebody within her reach; two rounds at once for another vote: ${twice!.matched} of ${RACED}, each once; limits of the law passed: ${passed!.n}; ceiling: the matcher alone, ${round(own)} s of the processor, where the server took ${round(took)} s with all that it wrote and mailed; ratio: what small cases cost to what an exact solver says that they must`,
    }
  })
}

/** Asks for so many rounds of a vote at once, and waits until all are done. */
async function rounds(postgres: PrivatePostgres, election: string, many: number): Promise<void> {
  const asked = Array.from({ length: many }, () => `('proxies.matching', '{"election":"${election}"}')`)
  await query(postgres, `insert into pgboss.job (name, data) values ${asked.join(', ')}`)
  while ((await query(postgres, "select 1 from pgboss.job where name = 'proxies.matching' and state < 'completed'")).length > 0)
    await pause(100)
}

/** What small cases cost, to what an exact solver says that they must; its pairs are as many, or there is no ratio. */
function ratioOfSmall(cases: number): number {
  const random = seededRandom(73)
  let [ours, best] = [0, 0]
  for (let n = 0; n < cases; n++) {
    const somewhere = () => {
      const at = Math.floor(random() * 6)
      return {
        town: `T${at}`,
        lng: 2 + 0.04 * at,
        lat: 47 + 0.03 * ((at * at) % 4),
        station: random() < 0.7 ? String(Math.ceil(random() * 2)) : null,
      }
    }
    const askers = Array.from({ length: 10 }, (): Asker => ({ ...somewhere(), made: random() < 0.9 ? 'home' : 'abroad' }))
    const holders = Array.from({ length: 10 }, (): Holder => ({
      ...somewhere(),
      km: [0, 5, 20][Math.floor(random() * 3)]!,
      home: random() < 0.9,
      abroad: true,
    }))
    const pairs = matchAll(askers, holders)
    const exact = bestPairs(askers, holders)
    if (pairs.length !== exact.pairs) return Infinity
    ours += pairs.reduce((sum, pair: Pair) => sum + costOf(pair), 0)
    best += exact.cost
  }
  return round(ours / best)
}

/** Towns, each with how many people live in those before it and in it. */
const weighing = [
  `create table weighed as select id, (sum(population) over (order by id))::bigint as upto from place
    where country = 'FR' and department_id ~ '^FR-([0-9]{2}|2[AB])$'`,
  'create index on weighed (upto)',
  'analyze weighed',
]

/** So many who ask and who go for a vote, where people live: towns weigh what their population does. */
function filling(election: string, each: number): string[] {
  const where = 'p.id, p.department_id, p.country, p.name, p.time_zone, p.lng, p.lat'
  const columns = 'place_id, department_id, country, town, time_zone, lng, lat'
  // One look into an index for each: where her place in a line of all inhabitants falls.
  const living = (seed: number) => `(select n, w.id as place from generate_series(1, ${each}) n
    cross join lateral (select id from weighed where upto > (abs(hashtext(n::text || '${seed}')) / 2147483648.0 * (select max(upto) from weighed))::bigint
      order by upto limit 1) w) l join place p on p.id = l.place`
  const hash = (text: string) => `decode(md5('${election}' || ${text}), 'hex')`
  return [
    `insert into election (id, name, country, kind, created_at) values ('${election}', 'Bench', 'FR', 'presidential', now())`,
    `insert into election_day (id, election_id, vote_on, closes) values (gen_random_uuid(), '${election}', now() + interval '30 days', '19:00')`,
    `insert into proxy_ask (id, election_id, given_name, phone, phone_hash, email, mailbox_hash, locale, ${columns}, station, made, how, state, asked_at, told_on)
      select gen_random_uuid(), '${election}', 'A' || n, '+336', ${hash("'a' || n")}, n || '@example.org', ${hash("'m' || n")}, 'fr', ${where},
        case when n % 3 > 0 then (1 + n % 9)::text end, case when n % 12 = 0 then 'abroad' else 'home' end, 'mail', 'waiting', now(), now() + interval '30 days'
      from ${living(1)}`,
    `with going as (insert into person (id, given_name, locale, country, created_at, updated_at)
        select gen_random_uuid(), 'H' || n, 'fr', 'FR', now(), now() from generate_series(1, ${each}) n returning id)
      insert into proxy_holder (id, election_id, person_id, phone, phone_hash, mailbox_hash, ${columns}, station, km, takes, offered_at, told_on)
      select gen_random_uuid(), '${election}', h.id, '+336', ${hash("'h' || n")}, ${hash("'n' || n")}, ${where},
        case when n % 3 > 0 then (1 + n % 9)::text end, (array[5, 10, 20, 50])[1 + n % 4], 1, now(), now() + interval '30 days'
      from ${living(2)} join (select id, row_number() over () as at from going) h on h.at = n`,
  ]
}

async function peopleOf(postgres: Parameters<typeof query>[0]): Promise<{ askers: Asker[]; holders: Holder[] }> {
  const site = 'lng, lat, place_id as town, station'
  const askers = await query<Asker>(postgres, `select ${site}, made from proxy_ask order by id`)
  const holders = await query<Holder>(postgres, `select ${site}, km, true as home, true as abroad from proxy_holder order by id`)
  return { askers, holders }
}
