import { afterAll, expect, test, vi } from 'vitest'
import { openDatabase } from '#platform/db/database'
import type { Copy } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { shipped } from '#platform/files'
import { fillTerritories } from './commands.ts'
import { readTerritoryFiles } from './files.ts'
import { hasPlaces, loadedChecksum } from './queries.ts'

vi.setConfig({ testTimeout: 120_000 })

const files = readTerritoryFiles()
const places = [...files.places]

const database = openDatabase()
afterAll(() => database.close())
await migrate(database, [shipped('src/features/territories/core/migrations')])
const { transact, read, pool } = database
const copy = database.copy!

test('a filling that is cut short leaves nothing behind', async () => {
  const cut: Copy = async (into, lines) => {
    await copy(into, lines.slice(0, lines.lastIndexOf('\n', lines.length / 2) + 1))
    throw new Error('cut short')
  }
  await expect(transact((tx) => fillTerritories(tx, cut, files))).rejects.toThrow('cut short')
  expect(await hasPlaces(read)).toBe(false)
  expect(await loadedChecksum(read)).toBeUndefined()
  // What refers to nothing is refused again: the check came back with the end of that transaction.
  await expect(pool.query("insert into place_postal_code values ('FR', '69003', 'FR-69123')")).rejects.toThrow('foreign key')
})

test('the next one starts over, and the database is filled with what the files hold, row by row', async () => {
  await transact((tx) => fillTerritories(tx, copy, files))
  expect(await loadedChecksum(read)).toBe(files.checksum)
  const { rows } = await pool.query(
    `select id, country, name, population, lng, lat, department_id, time_zone, exact,
       (select coalesce(array_agg(postal_code), '{}') from place_postal_code where place_id = id) as "postalCodes"
     from place order by id collate "C"`,
  )
  expect(rows.map((row) => ({ ...row, postalCodes: row.postalCodes.toSorted() }))).toEqual(
    places.map((place) => ({ ...place, postalCodes: place.postalCodes.toSorted() })),
  )
  const referred = await pool.query('select count(*)::int as n from place where not exists (select from area where id = country)')
  expect(referred.rows).toEqual([{ n: 0 }])
})
