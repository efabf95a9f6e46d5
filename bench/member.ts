import { createHmac } from 'node:crypto'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { addEvents } from './events.ts'
import { get, load } from './load.ts'
import { SECRET } from './movement.ts'
import { pgbench, query, scriptOf, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

const MEMBERS = 400
const CLIENTS = 4

type Member = { n: string; person: string; account: string; token: string; email: string }

/** Members of groups with a session each, who come back. */
async function prepareMembers(postgres: PrivatePostgres): Promise<Member[]> {
  await query(
    postgres,
    `create table bench_member as select row_number() over (order by m.person_id) as n, m.person_id as person, gen_random_uuid() as account,
       'home-' || row_number() over (order by m.person_id) as token, contact_point.value as email
     from (select distinct person_id from membership where person_id is not null) m
     join contact_point on contact_point.person_id = m.person_id and kind = 'email' order by m.person_id limit ${MEMBERS}`,
  )
  await query(postgres, 'create unique index on bench_member (n)')
  await query(
    postgres,
    "insert into account (id, email, email_verified, name, created_at, updated_at) select account, email, true, '', now(), now() from bench_member on conflict (email) do nothing",
  )
  await query(
    postgres,
    `insert into account_session (id, token, account_id, expires_at, created_at, updated_at)
     select gen_random_uuid(), b.token, a.id, now() + interval '1 day', now(), now() from bench_member b join account a on a.email = b.email`,
  )
  await query(postgres, 'vacuum analyze')
  return query<Member>(postgres, 'select * from bench_member order by n')
}

function homeOf({ token }: Member): Buffer {
  const session = encodeURIComponent(`${token}.${createHmac('sha256', SECRET).update(token).digest('base64')}`)
  return get('/me/home', { cookie: `session=${session}`, 'accept-encoding': 'br' })
}

/** What a member sees when she comes back: one thing to do, her events and groups, what was said there. */
export const myHome: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 4 : 12
    const server = await startServer('demo', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await addEvents(postgres)
    const members = await prepareMembers(postgres)
    const request = (i: number) => homeOf(members[i % members.length]!)
    await load({ port: server.port, clients: CLIENTS, seconds: 2, request })
    const first = members[0]!
    const statements = await statementsOf(postgres, () =>
      load({ port: server.port, clients: 1, seconds: 0, request: () => homeOf(first) }),
    )
    const measured = await load({ port: server.port, clients: CLIENTS, seconds, request })
    tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
    const { person, account, token, email } = first
    const script = [
      `\\set n random(1, ${members.length})`,
      'select person, account, token, email from bench_member where n = :n \\gset',
      ...scriptOf(statements, { person, account, token, email }),
    ].join('\n')
    const ceiling = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    await server.kill()
    server.remove()
    return reportOf(
      'my-home',
      { measured, ceiling: ceiling.tps },
      {
        queries: statements.length,
        note: `${CLIENTS} clients, ${members.length} members in turn, 60,000 events besides those of the demo; ceiling: pgbench, ${CLIENTS} clients, the statements of one page, session included`,
      },
    )
  })
