import { sql } from 'kysely'
import { runnerImport } from 'vite'
import type { Answer, askGate as AskGate, Contact, contactsMade } from '../src/features/contact/index.ts'
import type { PersonId } from '../src/features/people/index.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { processorOf } from './processor.ts'
import { pgbench, query, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'
import { startServer } from './server.ts'

/** Persons of one question. */
const ASKED = 1000
/** Questions under way at once, on two cores. */
const AT_ONCE = 2

/** People all over France, each with a mailbox and a number; four of five agreed to get news, and a quarter shares a home. */
const FILLING = [
  "create table bench_place as select id, department_id, row_number() over (order by md5(id)) - 1 as n from place where country = 'FR'",
  `insert into person (id, given_name, locale, country, place_id, department_id, street, agreed, created_at, updated_at)
   select gen_random_uuid(), 'P' || g.n, 'fr', 'FR', p.id, p.department_id, case when g.n % 4 = 0 then (g.n / 8) || ' rue des Lilas' end,
     case when g.n % 5 > 0 then '{news:email}'::text[] else '{}' end, now(), now()
   from generate_series(0, :people - 1) as g (n) join bench_place p on p.n = (g.n / 8) % (select count(*) from bench_place)`,
  `insert into contact_point (id, person_id, kind, value, claimed, hash, bearer, created_at)
   select gen_random_uuid(), id, kind, kind || id, false, sha256((kind || id)::bytea), id::text, now() from person, (values ('email'), ('phone')) v (kind)`,
  `insert into consent (id, person_id, purpose, channel, action, wording_id, wording_text, locale, method, source, collected_at)
   select gen_random_uuid(), id, 'news', 'email', 'given', 'x', 'x', 'fr', 'web', 'bench', now() from person where agreed <> '{}'`,
  `create table bench_contact as select id as person_id, now() - random() * interval '30 days' as at, 'email'::text as channel, 'propaganda'::text as kind,
     sha256(('email' || id)::bytea) as address_hash from person, generate_series(1, 3)`,
  'create index on bench_contact (person_id, at)',
  'vacuum analyze',
]

const source: NonNullable<(typeof contactsMade)['takes']> = ({ people, since }) =>
  sql`select person_id, at, channel, kind, address_hash from bench_contact where person_id = any(${people}) and at > ${since}::timestamptz`

const load = async <T>(domain: string) =>
  (await runnerImport<T>(`./src/features/${domain}/index.ts`, { configFile: false, logLevel: 'error' })).module

/** The one question of a thousand at once, over a movement that wrote to each three times in a month. Ceiling: pgbench with the same statement and people. */
export const gate: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const [people, seconds] = quick ? [20_000, 4] : [200_000, 15]
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await server.kill()
    server.remove()
    for (const statement of FILLING) await query(postgres, statement.replace(':people', String(people)))
    // The doors reach pages too, which Node alone does not read.
    const { askGate } = await load<{ askGate: typeof AskGate }>('contact')
    const { NEWS } = await load<{ NEWS: Contact['purpose'] }>('people')
    const database = openDatabase({ url: postgres.url })
    try {
      const app = { database, filled: () => [source] } as unknown as Parameters<typeof askGate>[0]
      const now = new Date()
      const contact: Contact = {
        purpose: NEWS,
        channel: 'email',
        kind: 'propaganda',
        carries: ['speaker', 'reason', 'leave'],
        now,
      }
      const ids = (await query<{ id: PersonId }>(postgres, 'select id from person order by md5(id::text)')).map(({ id }) => id)
      const some = (n: number) => Array.from({ length: ASKED }, (_, k) => ids[(n * ASKED + k) % ids.length]!)
      const statements = await statementsOf(postgres, () => askGate(app, { people: some(0) }, contact))
      const before = await spentBy(postgres)
      const measured = await rateOf((n) => askGate(app, { people: some(n) }, contact), seconds)
      const after = await spentBy(postgres)
      const micros = (of: 'own' | 'server') => Math.round(((after[of] - before[of]) * 1_000_000) / (measured.asked * ASKED))
      const counted = countsOf(await askGate(app, { people: ids.slice(0, 20_000) }, contact))
      tell(`answers of 20,000: ${JSON.stringify(counted)}`)
      const one = await rateOf((n) => askGate(app, { people: [ids[n % ids.length]!] }, contact), seconds / 3)
      tell(`one person a question: ${Math.round(one.rate)} a second, p95 ${round(one.p95)} ms`)
      const bare = ceilingOf(postgres, statements, seconds / 2)
      return {
        name: 'gate',
        ...nothing,
        value: Math.round(measured.rate * ASKED),
        unit: 'persons/s',
        p50_ms: round(measured.p50),
        p95_ms: round(measured.p95),
        ceiling: Math.round(bare * ASKED),
        ratio: round(bare / measured.rate),
        queries: statements.length,
        note: `${people} people, three letters each in a month, ${ASKED} a question, ${AT_ONCE} at once; ceiling: pgbench, ${AT_ONCE} clients, the same statement; ratio: how many times as long as that a question takes, at most 2; a person costs ${micros('server')} µs of the database's processor and ${micros('own')} of the program's, whatever else runs`,
      }
    } finally {
      await database.close()
    }
  })

function ceilingOf(postgres: PrivatePostgres, statements: string[], seconds: number): number {
  return pgbench(postgres, statements.map((text) => `${text.replaceAll(/\s+/g, ' ')};`).join('\n'), { clients: AT_ONCE, seconds })
    .tps
}

function countsOf(answers: Map<PersonId, Answer>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers.values()) {
    const name = answer.answer === 'yes' ? 'yes' : answer.reason
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** Seconds of a processor that the program has taken, and the sessions of the database. */
async function spentBy(postgres: PrivatePostgres): Promise<{ own: number; server: number }> {
  const sessions = await query<{ pid: number }>(
    postgres,
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  )
  const { user, system } = process.cpuUsage()
  return { own: (user + system) / 1_000_000, server: sessions.reduce((sum, { pid }) => sum + processorOf(pid), 0) }
}

/** Questions a second, and how long each took in milliseconds. */
async function rateOf(ask: (n: number) => Promise<unknown>, seconds: number) {
  for (let n = 0; n < 5; n++) await ask(n)
  const times: number[] = []
  const began = performance.now()
  let next = 5
  const worker = async () => {
    while (performance.now() - began < seconds * 1000) {
      const start = performance.now()
      next += 1
      await ask(next)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const took = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  return {
    asked: times.length + 5,
    rate: times.length / took,
    p50: times[Math.floor(times.length / 2)]!,
    p95: times[Math.floor(times.length * 0.95)]!,
  }
}
