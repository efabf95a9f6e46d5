import { createHmac } from 'node:crypto'
import { get, type Load, load, visitor } from './load.ts'
import { findingNear } from './near.ts'
import { pgbench, query, scriptOf, statementsOf, withPostgres } from './postgres.ts'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { type Benchmark, reportOf, round, tell } from './report.ts'
import { SECRET } from './movement.ts'
import { startServer } from './server.ts'

/** Groups at places all over, as many in each as people live there, give or take. Only what finding looks at. */
export async function addGroups(postgres: PrivatePostgres, groups: number): Promise<void> {
  await query(
    postgres,
    `insert into local_group (id, name, place_id, department_id, country, precision, lng, lat, languages, joining, size, organisers, last_active_at, created_at)
     select gen_random_uuid(), 'Group ' || n, p.id, p.department_id, p.country, 'exact', p.lng + (random() - 0.5) / 20, p.lat + (random() - 0.5) / 20,
       array['fr'], 'open', 3 + n % 9, 2, now(), now()
     from generate_series(1, $1::integer) n
     join (select row_number() over (order by id) as at, * from place where country = 'FR' and abs(lng) < 170) p
       on p.at = 1 + (n::bigint * 7919) % (select count(*) from place where country = 'FR' and abs(lng) < 170)`,
    [groups],
  )
  await query(postgres, 'vacuum analyze local_group')
}

/** The ten nearest of 100,000 groups, over HTTP. */
export const groupsNear = findingNear({
  name: 'groups-near',
  table: 'local_group',
  note: '100,000 groups',
  prepare: (postgres) => addGroups(postgres, 100_000),
  path: (near) => `/api/v1/groups?near=${near}&limit=10`,
})

/** The map of the country: drawn anew for each who moves it, over 5,000 and over 100,000 groups; and the page with all of them. */
export const groupsMap: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 3 : 8
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    const map = (i: number) =>
      get(`/groups/map.json?west=-5.6&south=41.2&east=9.8&north=51.3`, { ...visitor(i), 'accept-encoding': 'br' })
    const page = (i: number) => get('/groups', { ...visitor(i), 'accept-encoding': 'br' })
    const measure = (request: (i: number) => Buffer, clients = 1): Promise<Load> =>
      load({ port: server.port, clients, seconds, request })
    await addGroups(postgres, 5_000)
    const few = await measure(map)
    await addGroups(postgres, 95_000)
    await measure(map)
    const many = await measure(map)
    const crowd = await measure(page, 32)
    const bytes = await Promise.all(
      ['/groups/map.json?west=-5.6&south=41.2&east=9.8&north=51.3', '/groups'].map((path) => sizeOf(server.port, path)),
    )
    // Asked until what is kept is too old, and it is drawn anew.
    let drawn: string[] = []
    while (!drawn.some((text) => text.includes('local_group')))
      drawn = await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request: page }))
    const asked = await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request: map }))
    const grid = asked.find((text) => text.includes('floor('))!
    const ceiling = pgbench(postgres, `${grid.replaceAll(/\s+/g, ' ')};`, { clients: 1, seconds })
    const selects = (statements: string[]) => statements.filter((text) => /^select/i.test(text)).length
    await server.kill()
    server.remove()
    return reportOf(
      'groups-map',
      { measured: many, ceiling: ceiling.tps },
      {
        value: round(many.p95),
        unit: 'ms (p95)',
        queries: selects(drawn),
        note: `100,000 groups, one client, each answer drawn; 5,000 groups: ${round(few.p95)} ms; ${bytes[0]} bytes, ${selects(asked)} query; the page of all: ${bytes[1]} bytes, p95 ${round(crowd.p95)} ms at 32 clients; ceiling in answers/s: pgbench, the same statement, ${ceiling.latency} ms`,
      },
    )
  })

async function sizeOf(port: number, path: string): Promise<number> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', path, headers: { 'accept-encoding': 'br' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve(bytes))
    })
    call.on('error', reject).end()
  })
}

const JOINS = { ours: 12_000, theirs: 60_000 }

/** 64 signed-in people at a time join groups, each another one. */
export const joining: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 5 : 12
    const server = await startServer('demo', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await prepareJoins(postgres)
    const joins = await query<{ token: string; group_id: string }>(
      postgres,
      'select token, group_id from bench_join where n <= $1 order by n',
      [JOINS.ours],
    )
    const requests = joins.map(({ token, group_id }, n) => joinRequest(token, group_id, n))
    let next = 0
    const request = () => requests[next++ % requests.length]!
    const statements = await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request }))
    const script = await joinScript(postgres, statements)
    await load({ port: server.port, clients: 64, seconds: 1, request })
    const before = await members(postgres)
    const measured = await load({ port: server.port, clients: 64, seconds, request })
    const after = await members(postgres)
    tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
    const ceiling = pgbench(postgres, script, { clients: 64, seconds })
    const joined = measured.statuses.get(303) ?? 0
    const [{ wrong } = { wrong: '0' }] = await query<{ wrong: string }>(
      postgres,
      'select count(*) as wrong from local_group g where size <> (select count(*) from membership m where m.group_id = g.id)',
    )
    await server.kill()
    server.remove()
    if (next > requests.length) throw new Error('There were fewer people than joins')
    return reportOf(
      'join',
      { measured, ceiling: ceiling.tps },
      {
        unit: 'joins/s',
        queries: script.split('\n').filter((line) => line.endsWith(';')).length - 2,
        lost: joined - (after - before),
        duplicates: Number(wrong),
        note: 'ceiling: pgbench, 64 clients, the statements of one join, session included, and two to choose whose; duplicates: groups whose size is not their members',
      },
    )
  })

const members = async (postgres: PrivatePostgres) =>
  Number((await query<{ n: string }>(postgres, 'select count(*) as n from membership'))[0]!.n)

/** As many people with a session, each with a group of her own to join. */
async function prepareJoins(postgres: PrivatePostgres): Promise<void> {
  const all = JOINS.ours + JOINS.theirs
  await query(
    postgres,
    `create table bench_join as select row_number() over (order by person.id) as n, person.id as person, gen_random_uuid() as group_id, gen_random_uuid() as account,
       'bench-' || row_number() over (order by person.id) as token, contact_point.value as email, place_id, person.department_id, person.country
     from person join contact_point on person_id = person.id and kind = 'email' where not exists (select from membership m where m.person_id = person.id)
     order by person.id limit ${all}`,
  )
  await query(postgres, 'create unique index on bench_join (n)')
  await query(postgres, 'create sequence bench_next start ' + (JOINS.ours + 1))
  await query(
    postgres,
    `insert into local_group (id, name, place_id, department_id, country, precision, lng, lat, joining, last_active_at, created_at)
     select group_id, 'Group ' || n, place_id, b.department_id, b.country, 'town', place.lng, place.lat, 'open', now(), now() from bench_join b join place on place.id = place_id`,
  )
  // Each is led by the one after her, so that nobody joins her own.
  await query(
    postgres,
    `insert into membership (group_id, person_id, role, joined_at, how) select b.group_id, coalesce(o.person, (select person from bench_join where n = 1)), 'organiser', now(), 'founder'
     from bench_join b left join bench_join o on o.n = b.n + 1`,
  )
  await query(
    postgres,
    "insert into account (id, email, email_verified, name, created_at, updated_at) select account, email, true, '', now(), now() from bench_join",
  )
  await query(
    postgres,
    "insert into account_session (id, token, account_id, expires_at, created_at, updated_at) select gen_random_uuid(), token, account, now() + interval '1 day', now(), now() from bench_join",
  )
  await query(postgres, 'vacuum analyze')
}

function joinRequest(token: string, group: string, n: number): Buffer {
  const session = encodeURIComponent(`${token}.${createHmac('sha256', SECRET).update(token).digest('base64')}`)
  const body = 'sharing[organisers_see]=true'
  const headers = {
    cookie: `session=${session}`,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    ...visitor(n),
  }
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST /groups/${group}/membership HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** The very statements of one join, for another person each time. */
async function joinScript(postgres: PrivatePostgres, statements: string[]): Promise<string> {
  const [first] = await query<Record<'person' | 'group_id' | 'account' | 'token' | 'email', string>>(
    postgres,
    'select * from bench_join where n = 1',
  )
  const [second] = await query<{ person: string }>(postgres, 'select person from bench_join where n = 2')
  const { person, group_id, account, token, email } = first!
  const script = scriptOf(statements, { person, group_id, account, token, email, leader: second!.person })
  if (!script.some((text) => /insert into "membership"/i.test(text)))
    throw new Error(`The statements of a join were not found: ${script.join('\n')}`)
  const choose =
    "select nextval('bench_next') as n \\gset\nselect person, group_id, account, token, email, (select person from bench_join where n = :n + 1) as leader from bench_join where n = :n \\gset"
  return ['\\set fresh random(100000000000, 999999999999)', choose, ...script].join('\n')
}
