import type { App } from '#platform/app'
import { distanceKm, type Point } from '#platform/geo/points'
import { gazetteerOf, type Town } from '#territories'

/** What votes are asked of: a town, or the whole country where none is known. */
export type Somewhere = Pick<Town, 'id' | 'country' | 'department_id' | 'time_zone'>

/** Towns that are looked at for the one of a name that is meant. */
const NAMESAKES = 50

/** The whole country of the movement, by its own clocks. */
export function wholeCountry({ movement }: Pick<App, 'movement'>): Somewhere {
  const { country, timeZone } = movement.current
  // No town has this id: the lines of the whole country hold.
  return { id: '' as Town['id'], country, department_id: null, time_zone: timeZone }
}

/** The town of that name nearest to a point, in the movement's country; without a name or such a town, the whole country. */
export function townNamed(app: App, name: string | undefined, point: Point | undefined): Somewhere {
  const { country } = app.movement.current
  const named = name ? gazetteerOf(app).named(country, name).slice(0, NAMESAKES) : []
  const [nearest] = point ? named.toSorted((a, b) => distanceKm(point, a) - distanceKm(point, b)) : named
  return nearest ?? wholeCountry(app)
}

/** Zones by department, each that of its first town. */
const zones = new WeakMap<App, Map<string, string>>()

/** A place or a department by its id; undefined: there is none in the movement's country. */
export function somewhereOf(app: App, id: string): Somewhere | undefined {
  const gazetteer = gazetteerOf(app)
  const town = gazetteer.find(id)
  if (town) return town
  const { country } = app.movement.current
  const known = zones.get(app) ?? new Map(gazetteer.inCountry(country).map((one) => [one.department_id ?? '', one.time_zone]))
  zones.set(app, known)
  const time_zone = known.get(id)
  return time_zone === undefined || id === '' ? undefined : { ...wholeCountry(app), department_id: id, time_zone }
}
