import type { App } from '#platform/app'
import { normalise } from '#platform/text/normalise'
import { gazetteerOf } from './prepare.ts'
import { areas } from './queries.ts'
import type { AreaId, PlaceId } from './tables.ts'

/** A territory that somebody may be in charge of: an area, or a town. */
export type Territory = { area_id: AreaId; place_id: null } | { area_id: null; place_id: PlaceId }

/** The territory that was typed: a code (`FR-69`, `69`), or the name of a region, department or town. Areas come before towns. */
export async function findTerritory(app: App, typed: string, country = 'FR'): Promise<Territory | undefined> {
  const code = typed.trim().toUpperCase()
  const name = normalise(typed)
  const all = await areas(app.database.read)
  const area = all.find(({ id }) => id === code || id === `${country}-${code}`) ?? all.find((one) => normalise(one.name) === name)
  if (area) return { area_id: area.id, place_id: null }
  const gazetteer = gazetteerOf(app)
  const town = gazetteer.find(code) ?? gazetteer.named(country, typed)
  return town ? { area_id: null, place_id: town.id } : undefined
}
