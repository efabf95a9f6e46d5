import { setTimeout as pause } from 'node:timers/promises'
import { type Asker, costOf, type Holder, matchAll, type Pair } from '../src/features/roll/proxies/matching.ts'
import { seededRandom } from '../src/platform/text/random.ts'
import { bestPairs } from './best-pairs.ts'
import { query, withPostgres } from './postgres.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'
import { startServer } from './server.ts'

const PASSED = `select count(*)::int as n from (select holder_id from proxy_mandate group by holder_id
  having count(*) > 2 or count(nth_home) > 1 or count(*) filter (where not said) > 1) over`

type Round = { matched: number; ms: number; twice: number }
/** From when a round reads to its last pair: ids of matches say when they were made (RFC 9562 §5.7). */
const ROUND = `select count(*)::int as matched, count(*)::int - count(distinct ask_id)::int as twice,
  (max(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint) - min(extract(epoch from proposed_at) * 1000)::bigint)::int as ms from proxy_match`

/** Those who ask and those who go for a vote, in a day: matched by two rounds at once of the program on a PostgreSQL of its own; beside it the matcher alone. */
export const proxies: Benchmark = async ({ quick }) => {
  const each = quick ? 1_000 : 10_000
  const ratio = ratioOfSmall(quick ? 100 : 1_000)
  return withPostgres(async (postgres) => {
    const server = await startServer('start', { DATABASE_URL: postgres.url })
    const election = crypto.randomUUID()
    for (const statement of filling(election, each)) await query(postgres, statement)
    const { askers, holders } = await peopleOf(postgres)
    const began = performance.now()
    const alone = matchAll(askers, holders)
    const matcher = performance.now() - began
    tell(`the matcher alone: ${alone.length} of ${each} in ${Math.round(matcher)} ms`)
    const job = `insert into pgboss.job (name, data) values ('proxies.matching', '{"election":"${election}"}')`
    await query(postgres, job)
    await query(postgres, job)
    while ((await query(postgres, "select 1 from pgboss.job where name = 'proxies.matching' and state < 'completed'")).length > 0)
      await pause(200)
    const [made] = await query<Round>(postgres, ROUND)
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
      duplicates: made!.twice,
      note: `${made!.matched} of ${each} who ask have somebody within her reach; limits of the law passed: ${passed!.n}; ceiling: the matcher alone; ratio: what small cases cost to what an exact solver says that they must`,
    }
  })
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

/** So many who ask and who go, where people live: towns weigh what their population does. */
function filling(election: string, each: number): string[] {
  const where = 'p.id, p.department_id, p.country, p.name, p.time_zone, p.lng, p.lat'
  const columns = 'place_id, department_id, country, town, time_zone, lng, lat'
  const living = (
    seed: number,
  ) => `(select n, (select id from weighed where upto >= (abs(hashtext(n::text || '${seed}')) / 2147483648.0) * (select max(upto) from weighed)
    order by upto limit 1) as place from generate_series(1, ${each}) n) l join place p on p.id = l.place`
  return [
    `insert into election (id, name, country, kind, created_at) values ('${election}', 'Bench', 'FR', 'presidential', now())`,
    `insert into election_day (id, election_id, vote_on, closes) values (gen_random_uuid(), '${election}', now() + interval '30 days', '19:00')`,
    `create table weighed as select id, sum(population) over (order by id) as upto from place where country = 'FR' and department_id ~ '^FR-([0-9]{2}|2[AB])$'`,
    'create index on weighed (upto)',
    `insert into person (id, given_name, locale, country, created_at, updated_at)
      select gen_random_uuid(), 'H' || n, 'fr', 'FR', now(), now() from generate_series(1, ${each}) n`,
    `insert into proxy_ask (id, election_id, given_name, phone, phone_hash, email, mailbox_hash, locale, ${columns}, station, made, how, state, asked_at, told_on)
      select gen_random_uuid(), '${election}', 'A' || n, '+336', decode(md5('a' || n), 'hex'), n || '@example.org', decode(md5('m' || n), 'hex'), 'fr', ${where},
        case when n % 3 > 0 then (1 + n % 9)::text end, case when n % 12 = 0 then 'abroad' else 'home' end, 'mail', 'waiting', now(), now() + interval '30 days'
      from ${living(1)}`,
    `insert into proxy_holder (id, election_id, person_id, phone, phone_hash, mailbox_hash, ${columns}, station, km, takes, offered_at, told_on)
      select gen_random_uuid(), '${election}', h.id, '+336', decode(md5('h' || n), 'hex'), decode(md5('n' || n), 'hex'), ${where},
        case when n % 3 > 0 then (1 + n % 9)::text end, (array[5, 10, 20, 50])[1 + n % 4], 1, now(), now() + interval '30 days'
      from ${living(2)} join (select id, row_number() over (order by id) as at from person) h on h.at = n`,
  ]
}

async function peopleOf(postgres: Parameters<typeof query>[0]): Promise<{ askers: Asker[]; holders: Holder[] }> {
  const site = 'lng, lat, place_id as town, station'
  const askers = await query<Asker>(postgres, `select ${site}, made from proxy_ask order by id`)
  const holders = await query<Holder>(postgres, `select ${site}, km, true as home, true as abroad from proxy_holder order by id`)
  return { askers, holders }
}
