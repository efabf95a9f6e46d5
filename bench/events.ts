import { createHmac } from 'node:crypto'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { burst, get, load, visitor } from './load.ts'
import { SECRET } from './movement.ts'
import { findingNear } from './near.ts'
import { pgbench, query, scriptOf, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, round, tell } from './report.ts'
import { startServer } from './server.ts'

const EVENTS = { all: 60_000, coming: 4_000 }

/** As many events as a movement has held in some years, at places all over; the newest are to come, over eight weeks. */
export async function addEvents(postgres: PrivatePostgres, all = EVENTS.all, coming = EVENTS.coming): Promise<void> {
  await query(
    postgres,
    `insert into event (id, type, title, starts_at, ends_at, time_zone, place_id, department_id, country, attendance, precision, lng, lat, language, access, campaign,
       created_at, changed_at, published_at, listed)
     select gen_random_uuid(), (array['leafleting', 'canvass', 'training', 'public-meeting'])[1 + n % 4], 'Event ' || n, e.at, e.at + interval '2 hours', p.time_zone, p.id,
       p.department_id, p.country, 'place', 'exact', p.lng + (random() - 0.5) / 20, p.lat + (random() - 0.5) / 20, 'fr', '{}', false, now(), now(), now(), n <= $2
     from (select n, case when n <= $2 then now() + (1 + (n * 56 * 24) / $2) * interval '1 hour' else now() - (n % 900 + 1) * interval '1 day' end as at
       from generate_series(1, $1::integer) n) e
     join (select row_number() over (order by id) as spot, * from place where country = 'FR' and abs(lng) < 170) p
       on p.spot = 1 + (n::bigint * 7919) % (select count(*) from place where country = 'FR' and abs(lng) < 170)`,
    [all, coming],
  )
  await query(postgres, 'vacuum analyze event')
}

/** The ten nearest events of a month among 60,000, over HTTP. */
export const eventsNear = findingNear({
  name: 'events-near',
  table: 'from event',
  note: '60,000 events, 4,000 of them to come',
  prepare: (postgres) => addEvents(postgres),
  path: (near) => `/api/v1/events?near=${near}&limit=10&to=${new Date(Date.now() + 30 * 86_400_000).toISOString()}`,
})

/** The calendar of a thousand events, for programs that ask anew each time. */
export const feed: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 4 : 10
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await addEvents(postgres, 1_000, 1_000)
    const request = (i: number) => get('/events.ics', visitor(i))
    const keys = (await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request }))).find(
      (text) => /^select/i.test(text) && text.includes('from event'),
    )!
    await load({ port: server.port, clients: 16, seconds: 1, request })
    const measured = await load({ port: server.port, clients: 16, seconds, request })
    const answer = await fetch(`http://127.0.0.1:${server.port}/events.ics`)
    const text = await answer.text()
    const unchanged = await load({
      port: server.port,
      clients: 16,
      seconds: seconds / 2,
      request: (i) => get('/events.ics', { ...visitor(i), 'if-none-match': answer.headers.get('etag')! }),
    })
    const ceiling = pgbench(postgres, `${keys.replaceAll(/\s+/g, ' ')};`, { clients: 16, seconds: seconds / 2 })
    await server.kill()
    server.remove()
    tell(`statuses: ${JSON.stringify([...measured.statuses])}, unchanged: ${JSON.stringify([...unchanged.statuses])}`)
    return reportOf(
      'feed',
      { measured, ceiling: ceiling.tps },
      {
        queries: 1,
        note: `${text.match(/BEGIN:VEVENT/g)?.length} entries, ${Math.round(text.length / 1000)} kB, 16 clients; asked with its entity tag: ${Math.round(unchanged.rate)}/s; ceiling: pgbench, the keys alone`,
      },
    )
  })

const CROWD = { clients: 500, places: 50, rounds: 12 }

/** Five hundred signed-in people press at the same moment for the last fifty places of one event. */
export const signUp: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const rounds = quick ? 3 : CROWD.rounds
    const server = await startServer('demo', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await prepareCrowd(postgres, rounds)
    const people = await query<Pressing>(postgres, 'select * from bench_press order by n')
    const events = await query<{ id: string }>(postgres, 'select id from bench_event order by n')
    const press = (event: string) => people.slice(1, 1 + CROWD.clients).map((one, n) => pressOf(one, event, n))
    const first = people[0]!
    const statements = await statementsOf(postgres, () =>
      burst({ port: server.port, requests: [pressOf(first, events[0]!.id, 1)] }),
    )
    await burst({ port: server.port, requests: press(events[1]!.id) })
    const measured = []
    for (const { id } of events.slice(2, 2 + rounds)) measured.push(await burst({ port: server.port, requests: press(id) }))
    const script = crowdScript(statements, first, events[0]!.id)
    const ceiling = pgbench(postgres, script, { clients: 64, seconds: quick ? 4 : 10 })
    const [{ over, empty } = { over: 0, empty: 0 }] = await query<{ over: number; empty: number }>(
      postgres,
      `select coalesce(sum(greatest(held - 50, 0)), 0)::integer as over, coalesce(sum(greatest(50 - held, 0)), 0)::integer as empty
       from (select b.id, (select coalesce(sum(seats), 0) from sign_up s where s.event_id = b.id and s.state = 'coming') as held
         from bench_event b where b.n between 3 and 2 + ${rounds}) e`,
    )
    await server.kill()
    server.remove()
    const all = measured.reduce((sum, one) => sum + (one.statuses.get(303) ?? 0), 0)
    tell(`answered 303: ${all} of ${rounds * CROWD.clients}`)
    const worst = measured.toSorted((a, b) => b.p99 - a.p99)[0]!
    const rate = measured.reduce((sum, one) => sum + one.rate, 0) / measured.length
    return reportOf(
      'sign-up',
      { measured: { ...worst, rate }, ceiling: ceiling.tps },
      {
        unit: 'sign-ups/s',
        queries: script.split('\n').filter((line) => line.endsWith(';')).length,
        lost: empty,
        duplicates: over,
        note: `${rounds} rounds of ${CROWD.clients} at once for ${CROWD.places} places, times of the worst; median of p99: ${round(measured.map(({ p99 }) => p99).toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!)} ms; ceiling: pgbench, 64 clients, the statements of one sign-up, session included`,
      },
    )
  })

type Pressing = { n: string; person: string; account: string; token: string; email: string }

/** People with a session each, and events of two hundred places of which a hundred and fifty are gone; more for pgbench. */
async function prepareCrowd(postgres: PrivatePostgres, rounds: number): Promise<void> {
  await query(
    postgres,
    `create table bench_press as select row_number() over (order by person.id) as n, person.id as person, gen_random_uuid() as account,
       'bench-' || row_number() over (order by person.id) as token, contact_point.value as email
     from person join contact_point on person_id = person.id and kind = 'email' order by person.id limit 60000`,
  )
  await query(postgres, 'create unique index on bench_press (n)')
  await query(postgres, 'create sequence bench_next start 1000')
  await query(
    postgres,
    "insert into account (id, email, email_verified, name, created_at, updated_at) select account, email, true, '', now(), now() from bench_press on conflict do nothing",
  )
  await query(
    postgres,
    "insert into account_session (id, token, account_id, expires_at, created_at, updated_at) select gen_random_uuid(), token, account, now() + interval '1 day', now(), now() from bench_press",
  )
  await query(
    postgres,
    `create table bench_event as select n, gen_random_uuid() as id from generate_series(1, ${rounds + 130}) n`,
  )
  await query(
    postgres,
    `insert into event (id, type, title, starts_at, ends_at, time_zone, place_id, department_id, country, attendance, precision, lng, lat, language, capacity, access, campaign,
       created_at, changed_at, published_at, listed)
     select b.id, 'training', 'Event ' || n, now() + interval '3 days', now() + interval '4 days', p.time_zone, p.id, p.department_id, p.country, 'place', 'exact', p.lng, p.lat, 'fr',
       case when b.n < 20 then ${CROWD.places} end, '{}', false, now(), now(), now(), true from bench_event b cross join (select * from place where id = 'FR-69123') p`,
  )
  await query(postgres, 'vacuum analyze')
}

function pressOf({ token }: Pressing, event: string, n: number): Buffer {
  const session = encodeURIComponent(`${token}.${createHmac('sha256', SECRET).update(token).digest('base64')}`)
  const body = 'seats=1'
  const headers = {
    cookie: `session=${session}`,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    ...visitor(n),
  }
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST /events/${event}/sign-up HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** The very statements of one sign-up that finds a place, for another person each time; five hundred for each event, which has room for them. */
function crowdScript(statements: string[], { person, account, token, email }: Pressing, event: string): string {
  const code = /"code": ?"([a-z0-9]{12})"/.exec(statements.join('\n'))?.[1]
  if (!code) throw new Error(`The statements of a sign-up were not found: ${statements.join('\n')}`)
  const script = scriptOf(statements, { person, account, token, email, event, code })
  const choose =
    "select nextval('bench_next') as n \\gset\nselect person, account, token, email, (select id from bench_event where bench_event.n = 20 + :n / 500) as event from bench_press where n = :n \\gset"
  return [
    '\\set fresh random(100000000000, 999999999999)',
    '\\set code random(100000000000, 999999999999)',
    choose,
    ...script,
  ].join('\n')
}
