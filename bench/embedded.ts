import { PGlite } from '@electric-sql/pglite'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

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
      await tx.query("insert into pgboss.job (name, data) values ('people.confirmation-mail', $1)", [
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
