import { PGlite } from '@electric-sql/pglite'
import { createHmac, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type BenchServer, startServer } from './server.ts'

/** Transactions a second of PGlite alone, in the folder of a server that has stopped: a signature and its job each. */
export async function signOneByOne(dataDir: string, seconds: number): Promise<number> {
  const pglite = await PGlite.create(join(dataDir, 'database'))
  const started = performance.now()
  let done = 0
  while (performance.now() < started + seconds * 1000) {
    const row = {
      ...signature,
      id: randomUUID(),
      email: `loop.${done}@example.org`,
      fingerprint: String(done),
      signed_at: new Date(),
    }
    await pglite.transaction(async (tx) => {
      await tx.query('insert into signature select * from jsonb_populate_recordset(null::signature, $1::jsonb)', [
        JSON.stringify([row]),
      ])
      await tx.query("insert into pgboss.job (name, data) values ('signing.confirmation-mail', $1)", [
        JSON.stringify({ signature: row.id }),
      ])
    })
    done += 1
  }
  const rate = done / ((performance.now() - started) / 1000)
  await pglite.close()
  return rate
}

const signature = {
  given_name: 'Zoé',
  family_name: null,
  locale: 'fr',
  country: 'FR',
  postal_code: '69003',
  place_id: 'FR-69123',
  town: null,
  phone: null,
  news: true,
  calls: false,
  wording_version: 1,
  method: 'api',
  source: '/api/v1/signatures',
  ip_truncated: '10.0.0.0/24',
  browser: null,
  mails: 1,
}

type Somebody = { given: string; family: string; email: string }

/** The demo's people on the embedded database, some of their names, and somebody of its staff at work. */
export async function demoAtWork(
  secret: string,
): Promise<{ server: BenchServer; cookie: string; some: Somebody[]; people: number }> {
  const first = await startServer('demo')
  await first.kill()
  const pglite = await PGlite.create(join(first.dataDir, 'database'))
  const { rows } = await pglite.query<Somebody>(
    `select given_name as given, family_name as family, value as email from person
     join contact_point on person_id = person.id where kind = 'email' and family_name is not null order by person.id limit 997`,
  )
  const counted = await pglite.query<{ n: number }>('select count(*)::int as n from person')
  const token = randomUUID()
  await pglite.exec(`with account as (
      insert into account (id, email, email_verified, name, created_at, updated_at) values (gen_random_uuid(), 'bench@example.org', true, '', now(), now()) returning id),
    held as (insert into mandate (id, account_id, role_id, starts_at) select gen_random_uuid(), id, 'administrator', now() - interval '1 day' from account)
    insert into account_session (id, token, account_id, expires_at, strong_at, created_at, updated_at)
    select gen_random_uuid(), '${token}', id, now() + interval '1 day', now(), now(), now() from account`)
  await pglite.close()
  const server = await startServer('demo', { DATA_DIR: first.dataDir, PERSONS_PER_DAY: '1000000000' })
  const signed = `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
  return { server, cookie: `session=${encodeURIComponent(signed)}`, some: rows, people: counted.rows[0]!.n }
}
