import { sql } from 'kysely'
import { copyLine } from '#platform/db/copying'
import type { Copy } from '#platform/db/embedded'
import type { Tx } from '#platform/db/handle'
import type { TerritoryFiles } from './files.ts'
import type { Place, Places } from './places.ts'
import { db } from './tables.ts'

/** Rows in one statement: small enough that no other request waits long for the embedded database's one connection. */
const CHUNK = 10_000

/**
 * Loads the territory files: new places come in, known ones are brought up to date, none is removed, since people may
 * live there. Gives the steps, to be run each in a transaction of its own; the last one notes that all is loaded.
 */
export function* loadingSteps({ areas, places, checksum }: TerritoryFiles): Generator<(tx: Tx) => Promise<unknown>> {
  yield (tx) => upsertAreas(tx, areas)
  for (let from = 0; from < places.length; from += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, places.length - from) }, (_, i) => places.at(from + i))
    yield (tx) => upsertPlaces(tx, chunk)
    yield (tx) => addPostalCodes(tx, chunk)
  }
  yield (tx) => noteLoaded(tx, checksum)
}

/** Fills the empty tables in one transaction, with `copy` of the embedded database: cut short, it leaves them empty. */
export async function fillTerritories(tx: Tx, copy: Copy, { areas, places, checksum }: TerritoryFiles): Promise<void> {
  await upsertAreas(tx, areas)
  await copy('place (id, country, name, population, lng, lat, department_id, time_zone, exact)', placeLines(places))
  await copy('place_postal_code (country, postal_code, place_id)', codeLines(places))
  await noteLoaded(tx, checksum)
}

const placeLines = (places: Places) =>
  linesOf(places, ({ id, country, name, population, lng, lat, department_id, time_zone, exact }) => [
    [id, country, name, population, lng, lat, department_id, time_zone, exact],
  ])

const codeLines = (places: Places) =>
  linesOf(places, ({ id, country, postalCodes }) => postalCodes.map((code) => [country, code, id]))

function linesOf(places: Places, rowsOf: (place: Place) => unknown[][]): string {
  return Array.from(places, (place) => rowsOf(place).map(copyLine).join('')).join('')
}

function upsertAreas(tx: Tx, rows: TerritoryFiles['areas']) {
  return db(tx)
    .insertInto('area')
    .columns(['id', 'kind', 'parent_id', 'name'])
    .expression(sql`select id, kind, parent_id, name from jsonb_populate_recordset(null::area, ${JSON.stringify(rows)}::jsonb)`)
    .onConflict((on) =>
      on.column('id').doUpdateSet((q) => ({ name: q.ref('excluded.name'), parent_id: q.ref('excluded.parent_id') })),
    )
    .execute()
}

function upsertPlaces(tx: Tx, rows: Place[]) {
  return db(tx)
    .insertInto('place')
    .columns(['id', 'country', 'name', 'population', 'lng', 'lat', 'department_id', 'time_zone', 'exact'])
    .expression(
      sql`select id, country, name, population, lng, lat, department_id, time_zone, exact
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as place (id text, country text, name text, population integer, lng float8, lat float8, department_id text, time_zone text, exact boolean)`,
    )
    .onConflict((on) =>
      on.column('id').doUpdateSet((q) => ({
        name: q.ref('excluded.name'),
        population: q.ref('excluded.population'),
        lng: q.ref('excluded.lng'),
        lat: q.ref('excluded.lat'),
        department_id: q.ref('excluded.department_id'),
        time_zone: q.ref('excluded.time_zone'),
        exact: q.ref('excluded.exact'),
      })),
    )
    .execute()
}

function addPostalCodes(tx: Tx, places: Place[]) {
  const rows = places.flatMap(({ id, country, postalCodes }) =>
    postalCodes.map((postal_code) => ({ country, postal_code, place_id: id })),
  )
  return db(tx)
    .insertInto('place_postal_code')
    .columns(['country', 'postal_code', 'place_id'])
    .expression(
      sql`select country, postal_code, place_id from jsonb_populate_recordset(null::place_postal_code, ${JSON.stringify(rows)}::jsonb)`,
    )
    .onConflict((on) => on.doNothing())
    .execute()
}

function noteLoaded(tx: Tx, checksum: string) {
  return db(tx)
    .insertInto('territory_load')
    .values({ id: true, checksum })
    .onConflict((on) => on.column('id').doUpdateSet({ checksum }))
    .execute()
}
