import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { admin, urlOf } from './support/database.setup.ts'
import { startServer } from './support/process.ts'

const SECRET = 'b1946ac92492d2347c6235b4d2611184b1946ac9'

test('under a role that does not own the schema the program runs, and cannot touch what the journal says', async () => {
  const url = process.env.TEST_DATABASE_URL!
  const name = `appui_own_${randomBytes(6).toString('hex')}`
  await admin(url, `create role ${name} login password 'pw'`)
  await admin(url, `create database ${name}`)
  await admin(url, `grant create on database ${name} to ${name}`)
  onTestFinished(async () => {
    await admin(url, `drop database ${name} with (force)`)
    await admin(url, `drop role ${name}`)
  })
  const ownerUrl = urlOf(url, name)
  const programUrl = new URL(ownerUrl)
  programUrl.username = name
  programUrl.password = 'pw'
  const env = {
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_URL: programUrl.href,
    SECRET,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'appui-own-')),
  }
  const server = await startServer(env)
  expect((await fetch(`${server.base}/`)).status).toBe(200)
  expect(
    (
      await fetch(`${server.base}/api/v1/signatures`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'zoe@example.org', given_name: 'Zoé', postal_code: '69003', consents: {} }),
      })
    ).status,
  ).toBe(202)
  await server.kill('SIGTERM')

  const pool = new pg.Pool({ connectionString: programUrl.href })
  await pool.query("insert into journal values (1, now(), null, '{}', 'x', 'y', null, '{}', 0, null, '\\x00', '\\x00')")
  for (const statement of [
    "update journal set action = 'z'",
    'delete from journal',
    'truncate journal',
    'alter table journal disable trigger all',
    'drop table journal',
  ])
    await expect(pool.query(statement), statement).rejects.toThrow(/permission denied|must be owner/)
  await pool.end()

  // And again: a second start finds everything in place.
  const again = await startServer(env)
  await again.kill('SIGTERM')
})
