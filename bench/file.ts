import { get, load, type Load } from './load.ts'
import { type Movement, movementOf, names } from './movement.ts'
import { pgbench, statementsOf } from './postgres.ts'
import { type Benchmark, reportOf, round, tell } from './report.ts'

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
  return reportOf('import', none, 0, {
    value: round(done.seconds),
    unit: 's',
    p50_ms: null,
    p95_ms: null,
    p99_ms: null,
    ceiling: round(done.copySeconds),
    ratio: round(done.seconds / done.copySeconds),
    lost: people - Object.values(done.counts).reduce((sum, n) => sum + n, 0),
    duplicates: 0,
    note: `${people} rows, ${Math.round(people / done.seconds)} rows/s, after a trial of ${round(done.trialSeconds)} s; at most ${done.peakMegabytes} MB of the whole program; ceiling: a bare COPY of the same rows`,
  })
}

/** Staff look for people in every way there is. */
export const search: Benchmark = async ({ quick }) => {
  const movement = await movementOf(size(quick))
  const { server, people } = movement
  const kinds = searches(people)
  const request = (n: number) => posted(movement, '/staff/people', { q: kinds[n % kinds.length]!(n * 7919 + 13) })
  await load({ port: server.port, clients: 1, seconds: 2, request })
  const measured = await load({ port: server.port, clients: 1, seconds: quick ? 4 : 15, request })
  const ceiling = await load({ port: server.port, clients: 1, seconds: 3, request: () => get('/healthz') })
  tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
  return reportOf('search', measured, ceiling.rate, {
    value: round(measured.p95),
    unit: 'ms (p95)',
    ceiling: round(ceiling.p95),
    ratio: round(measured.p95 / ceiling.p95),
    note: `${people} people, one client, ${kinds.length} kinds of search in turn, whole pages over HTTP, each noted in the journal first; ceiling: p95 of /healthz of the same server`,
  })
}

/** Name, both names, inverted, typo, beginning, address, number, town, name and town, tag, postal code. */
function searches(people: number): ((n: number) => string)[] {
  const at = (n: number) => names(n % people)
  return [
    (n) => at(n).family,
    (n) => `${at(n).given} ${at(n).family}`,
    (n) => `${at(n).family} ${at(n).given}`,
    (n) => swapped(at(n).family),
    (n) => at(n).family.slice(0, 3),
    (n) => `${at(n).family.toLowerCase()}.${n % people}@`,
    (n) =>
      `06 ${String(10_000_000 + (n % people))
        .slice(-8)
        .replace(/(..)/g, '$1 ')
        .trim()}`,
    (n) => ['Lyon', 'Grenoble', 'Nantes', 'Guéret'][n % 4]!,
    (n) => `${at(n).family} ${['lyon', 'paris', 'toulouse'][n % 3]}`,
    (n) => `#tag ${n % 47}`,
    (n) => ['69001', '23000', '44000', '13001'][n % 4]!,
  ]
}

const swapped = (text: string) => text.slice(0, 2) + text[3] + text[2] + text.slice(4)

/** Five conditions, counted exactly, as the page of an audience does it. */
export const audienceCount: Benchmark = async ({ quick }) => {
  const movement = await movementOf(size(quick))
  const { server, postgres, people } = movement
  const request = (n: number) => posted(movement, '/staff/audiences/new', rule(n))
  const statements = await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0.001, request }))
  const count = statements.findLast((text) => text.includes('count(*)') && text.includes('"person"'))
  if (!count) throw new Error('The count was not found in the log')
  await load({ port: server.port, clients: 1, seconds: 2, request })
  const measured = await load({ port: server.port, clients: 1, seconds: quick ? 4 : 15, request })
  const ceiling = pgbench(postgres, `${count};`, { clients: 1, seconds: quick ? 3 : 8 })
  tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
  return reportOf('audience-count', measured, ceiling.tps, {
    value: round(measured.p95),
    unit: 'ms (p95)',
    note: `${people} people, five conditions over seven regions and radii, exact, whole pages over HTTP; ceiling: pgbench, the count of one of them alone, ${ceiling.latency} ms on average`,
  })
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

function posted({ cookie }: Movement, path: string, fields: Record<string, string>): Buffer {
  const body = new URLSearchParams(fields).toString()
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
