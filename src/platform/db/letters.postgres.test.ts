import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { silentLog } from '../../../tests/support/config.ts'
import { admin, urlOf } from '../../../tests/support/database.setup.ts'
import { droppable } from '../../../tests/support/program.ts'
import { tellOfLetters } from './letters.ts'

const server = process.env.TEST_DATABASE_URL!

test.each([
  ['C', 1],
  ['C.UTF-8', 0],
])('a database with lc_ctype %s is told of %i times', async (lc_ctype, times) => {
  const name = `letters_${lc_ctype.replace(/\W/g, '_').toLowerCase()}`
  await admin(server, `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype '${lc_ctype}'`)
  const pool = droppable(new pg.Pool({ connectionString: urlOf(server, name), max: 1 }))
  const log = { ...silentLog, warn: vi.fn() }
  await tellOfLetters(pool, log)
  await pool.end()
  await admin(server, `drop database ${name}`)
  expect(log.warn).toHaveBeenCalledTimes(times)
})
