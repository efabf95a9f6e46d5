import { randomUUID } from 'node:crypto'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { get, load, type Load } from './load.ts'
import { endMovement, form, makeMovement, type Movement, movementOf, names, SECRET } from './movement.ts'
import { pgbench, query, statementsOf } from './postgres.ts'
import { ofP95, type Benchmark, reportOf, round, tell } from './report.ts'

/** How many people: `--people=100000`, or a million. */
function size(quick: boolean): number {
  const asked = process.argv.find((argument) => argument.startsWith('--people='))?.slice('--people='.length)
  return asked ? Number(asked) : quick ? 50_000 : 1_000_000
}

const none: Load = { rate: 0, p50: 0, p95: 0, p99: 0, statuses: new Map() } as unknown as Load

/** A file of NationBuilder's columns, brought in with all checks: whom it matches, who is to be left alone, who agreed. */
export const importing: Benchmark = async ({ quick }) => {
  const { import: done, people } = await movementOf(size(quick))
  tell(`${people} rows: ${JSON.stringify(done.counts)}`)
  return reportOf(
    'import',
    { measured: none, ceiling: 0 },
    {
      value: round(done.seconds),
      unit: 's',
      p50_ms: null,
      p95_ms: null,
      p99_ms: null,
      ceiling: round(done.rowsCopySeconds),
      ratio: round(done.seconds / done.rowsCopySeconds),
      lost: people - Object.values(done.counts).reduce((sum, n) => sum + n, 0),
      duplicates: 0,
      note: `${people} rows, ${Math.round(people / done.seconds)} rows/s, after a trial of ${round(done.trialSeconds)} s; at most ${done.peakMegabytes} MB of the whole program; ceiling: the rows that came of it by COPY into empty tables with the same indexes; the file itself by COPY into one bare table takes ${round(done.copySeconds)} s`,
    },
  )
}

/** A file of everybody, from asking to the last byte fetched. */
export const exporting: Benchmark = async ({ quick }) => {
  const movement = await movementOf(size(quick))
  const { server, postgres, people, cookie } = movement
  const base = `http://127.0.0.1:${server.port}`
  // Whom nobody is in shows the statement, without the log weighing on the measure.
  const nobody = await audienceOf(movement, base, '{"op":"any","of":[]}')
  const everybody = await audienceOf(movement, base, '{"op":"all","of":[]}')
  const statements = await statementsOf(postgres, () => exported(movement, base, nobody))
  const page = statements.map((text) => /from \(([^]*with ordinality[^]*)\) as listed/.exec(text)?.[1]).findLast(Boolean)
  if (!page) throw new Error('The statement of a page was not found in the log')
  const started = Date.now()
  const path = await exported(movement, base, everybody)
  const made = (Date.now() - started) / 1000
  // As the ceiling: written plainly.
  const file = await fetch(`${base}${path}/file`, { headers: { cookie, 'accept-encoding': 'identity' } })
  const lines =
    Buffer.from(await file.arrayBuffer())
      .toString('latin1')
      .split('\r\n').length - 2
  const seconds = (Date.now() - started) / 1000
  const ceiling = await copyOut(postgres, page)
  return reportOf(
    'export',
    { measured: none, ceiling: 0 },
    {
      value: Math.round(lines / seconds),
      unit: 'rows/s',
      p50_ms: null,
      p95_ms: null,
      p99_ms: null,
      ceiling: Math.round(people / ceiling),
      ratio: round(ceiling / seconds),
      lost: people - lines,
      note: `${people} people in ${round(made)} s as a job, fetched in ${round(seconds - made)} s; ceiling: COPY TO of the statement that reads them, all at once`,
    },
  )
}

/** An audience whose file its asker may take, with a second person's leave. */
async function audienceOf({ postgres, cookie, second }: Movement, base: string, rule: string): Promise<string> {
  const id = randomUUID()
  await query(
    postgres,
    'insert into audience (id, name, rule, created_at, updated_at) values ($1::uuid, $1::text, $2, now(), now())',
    [id, rule],
  )
  await form({ base, cookie }, `/staff/audiences/${id}/export/approval`, { reason: 'bench' })
  const [approval] = await query<{ id: string }>(postgres, 'select id from approval order by asked_at desc limit 1')
  await form({ base, cookie: second }, `/staff/approvals/${approval!.id}`, {})
  return id
}

/** Asks for the file of an audience, and waits for it. Gives its page. */
async function exported({ postgres, cookie }: Movement, base: string, id: string): Promise<string> {
  const asked = await fetch(`${base}/staff/audiences/${id}/export`, { method: 'POST', headers: { cookie }, redirect: 'manual' })
  for (;;) {
    const [row] = await query<{ state: string }>(postgres, 'select state from export where audience_id = $1', [id])
    if (row?.state === 'done') return asked.headers.get('location')!
    if (row?.state === 'failed') throw new Error('The export failed')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Seconds that PostgreSQL takes to write everybody by what one page reads, without us. */
async function copyOut(postgres: PrivatePostgres, page: string): Promise<number> {
  const all = page.replace(/select \* from unnest\('(?:[^']|'')*'::uuid\[\]\) with ordinality/, 'select id, 1 from person')
  if (all === page) throw new Error('The statement of a page was not understood')
  const started = Date.now()
  await query(postgres, `copy (${all}) to '/dev/null' csv`)
  return (Date.now() - started) / 1000
}

/** Staff look for people in every way there is. */
export const search: Benchmark = async ({ quick }) => {
  const movement = await movementOf(size(quick))
  const { server, people } = movement
  const measured = await measure(movement, searching(movement, madeUp(people)), quick ? 4 : 15)
  const ceiling = await load({ port: server.port, clients: 1, seconds: 3, request: () => get('/healthz') })
  tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
  return reportOf(
    'search',
    { measured, ceiling: ceiling.rate },
    {
      ...ofP95(measured, ceiling),
      note: `${people} people, one client, ${SEARCHES.length} kinds of search in turn, whole pages over HTTP, each noted in the journal first; ceiling: p95 of /healthz of the same server`,
    },
  )
}

type AtWork = Pick<Movement, 'server' | 'cookie'>
type Somebody = (n: number) => { given: string; family: string; email: string; phone: string }

/** The nth of the people that the import made up. */
const madeUp =
  (people: number): Somebody =>
  (n) => {
    const nth = n % people
    const { given, family } = names(nth)
    const phone = `06 ${String(10_000_000 + nth)
      .slice(-8)
      .replace(/(..)/g, '$1 ')
      .trim()}`
    return { given, family, email: `${family.toLowerCase()}.${nth}@`, phone }
  }

function searching(atWork: AtWork, somebody: Somebody): (n: number) => Buffer {
  return (n) => posted(atWork, '/staff/people', { q: SEARCHES[n % SEARCHES.length]!(n * 7919 + 13, somebody) })
}

/** One client, after two seconds of warming up. */
async function measure({ server }: AtWork, request: (n: number) => Buffer, seconds: number): Promise<Load> {
  await load({ port: server.port, clients: 1, seconds: 2, request })
  return load({ port: server.port, clients: 1, seconds, request })
}

/** Name, both names, inverted, typo, beginning, address, number, town, name and town, tag, postal code. */
const SEARCHES: ((n: number, at: Somebody) => string)[] = [
  (n, at) => at(n).family,
  (n, at) => `${at(n).given} ${at(n).family}`,
  (n, at) => `${at(n).family} ${at(n).given}`,
  (n, at) => swapped(at(n).family),
  (n, at) => at(n).family.slice(0, 3),
  (n, at) => at(n).email,
  (n, at) => at(n).phone,
  (n) => ['Lyon', 'Grenoble', 'Nantes', 'Guéret'][n % 4]!,
  (n, at) => `${at(n).family} ${['lyon', 'paris', 'toulouse'][n % 3]}`,
  (n) => `#tag ${n % 47}`,
  (n) => ['69001', '23000', '44000', '13001'][n % 4]!,
]

const swapped = (text: string) => text.slice(0, 2) + text[3] + text[2] + text.slice(4)

/** Five conditions, counted exactly, as the page of an audience does it. */
export const audienceCount: Benchmark = async ({ quick }) => {
  const movement = await movementOf(size(quick))
  const { server, postgres, people } = movement
  const request = counting(movement)
  const statements = await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request }))
  const count = statements.findLast((text) => text.includes('count(*)') && text.includes('"person"'))
  if (!count) throw new Error('The count was not found in the log')
  const measured = await measure(movement, request, quick ? 4 : 15)
  const ceiling = pgbench(postgres, `${count};`, { clients: 1, seconds: quick ? 3 : 8 })
  tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
  return reportOf(
    'audience-count',
    { measured, ceiling: ceiling.tps },
    {
      value: round(measured.p95),
      unit: 'ms (p95)',
      note: `${people} people, five conditions over seven regions and radii, exact, whole pages over HTTP; ceiling: pgbench, the count of one of them alone, ${ceiling.latency} ms on average`,
    },
  )
}

const counting = (movement: AtWork) => (n: number) => posted(movement, '/staff/audiences/new', rule(n))

/** Both on the demo's people and the database inside the program: what somebody sees who tries it. */
export const embedded: Benchmark = async ({ quick }) => {
  const { demoAtWork } = await import('./embedded.ts')
  const { some, people, ...atWork } = await demoAtWork(SECRET)
  const somebody: Somebody = (n) => ({ ...some[n % some.length]!, phone: '06 12 34 56 78' })
  const search = await measure(atWork, searching(atWork, somebody), quick ? 4 : 15)
  const count = await measure(atWork, counting(atWork), quick ? 4 : 15)
  const ceiling = await load({ port: atWork.server.port, clients: 1, seconds: 3, request: () => get('/healthz') })
  tell(`statuses: ${JSON.stringify([...search.statuses, ...count.statuses])}`)
  await atWork.server.kill()
  atWork.server.remove()
  return reportOf(
    'file-embedded',
    { measured: search, ceiling: ceiling.rate },
    {
      value: round(search.p95),
      unit: 'ms (p95 of a search)',
      ceiling: round(ceiling.p95),
      ratio: round(search.p95 / ceiling.p95),
      note: `${people} people of the demo on the embedded database; audience-count of five conditions: p50 ${round(count.p50)} ms, p95 ${round(count.p95)} ms; ceiling: p95 of /healthz of the same server`,
    },
  )
}

/** The same at growing sizes: p95 at most doubles per tenfold. Sizes by `--sizes=100000,1000000,5000000`. */
export const growth: Benchmark = async ({ quick }) => {
  const asked = process.argv.find((argument) => argument.startsWith('--sizes='))?.slice('--sizes='.length)
  const sizes = asked?.split(',').map(Number) ?? (quick ? [10_000, 100_000] : [100_000, 1_000_000, 5_000_000])
  const found: { people: number; search: number; count: number; rows: number }[] = []
  for (const people of sizes) {
    const movement = await makeMovement(people)
    const search = await measure(movement, searching(movement, madeUp(people)), quick ? 4 : 15)
    const count = await measure(movement, counting(movement), quick ? 4 : 15)
    found.push({ people, search: search.p95, count: count.p95, rows: people / movement.import.seconds })
    tell(JSON.stringify(found.at(-1)))
    await endMovement(movement)
  }
  const [first, last] = [found[0]!, found.at(-1)!]
  const perTenfold = (name: 'search' | 'count') => (last[name] / first[name]) ** (1 / Math.log10(last.people / first.people))
  return reportOf(
    'growth',
    { measured: none, ceiling: 0 },
    {
      value: round(Math.max(perTenfold('search'), perTenfold('count'))),
      unit: 'times p95 per tenfold, the worst',
      p50_ms: null,
      p95_ms: null,
      p99_ms: null,
      ceiling: 2,
      ratio: round(Math.max(perTenfold('search'), perTenfold('count')) / 2),
      note: found
        .map(
          ({ people, search, count, rows }) =>
            `${people} people: search ${round(search)} ms, audience-count ${round(count)} ms, import ${Math.round(rows)} rows/s`,
        )
        .join('; '),
    },
  )
}

const PLACES = ['Rhône', 'Auvergne-Rhône-Alpes', 'Bretagne', 'Paris', 'Nord', 'Occitanie', 'FR']

export function rule(n: number): Record<string, string> {
  return {
    act: 'count',
    name: 'x',
    'r.op': 'all',
    'r.0.is': 'territory',
    'r.0.with.where': PLACES[n % PLACES.length]!,
    'r.1.is': 'agrees',
    'r.1.with.channel': 'news:email',
    'r.2.is': 'tag',
    'r.2.with.tag': `tag ${n % 13}`,
    'r.3.is': 'language',
    'r.3.with.locale': 'fr',
    'r.4.is': 'near',
    'r.4.with.where': ['Lyon', 'Paris', 'Rennes', 'Toulouse'][n % 4]!,
    'r.4.with.km': String(20 + (n % 5) * 100),
  }
}

function posted({ cookie }: AtWork, path: string, fields: Record<string, string>): Buffer {
  const body = new URLSearchParams(fields).toString()
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
