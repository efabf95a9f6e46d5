import { distanceKm, type Point } from '../geo/points.ts'

type Site = Point & { town: string; station: string | null }
type Looking = { turn: number; many: number }

/** People by town, and towns by where they are. Each gives numbers of the list, the nearest first. */
export type Near = {
  ofStation(town: string, station: string, looking: Looking): Iterable<number>
  ofTown(town: string, looking: Looking): Iterable<number>
  /** `within`: kilometres at most; `but`: without that town. */
  near(from: Point, looking: Looking & { within: number; but?: string }): Iterable<number>
}

type Town = { town: string; lng: number; lat: number; reach: number; people: number[] }
type Away = { town: Town; km: number }

/** Kilometres of a degree of latitude, and of a cell. */
const DEGREE = 111.2
const CELL = 20
/** Kilometres around a place that are looked at, one after the other, until there are enough. */
const ROUNDS = [20, 60, 200]

/** `reachOf`: how far each comes: a town is seen from where at least one of its people does. Memory grows with people. */
export function indexOf<S extends Site>(sites: readonly S[], reachOf: (site: S) => number): Near {
  const towns = new Map<string, Town>()
  const stations = new Map<string, number[]>()
  for (const [n, site] of sites.entries()) {
    const { town: name, lng, lat, station } = site
    const town = towns.get(name) ?? { town: name, lng, lat, reach: 0, people: [] }
    town.people.push(n)
    town.reach = Math.max(town.reach, reachOf(site))
    towns.set(name, town)
    if (station === null) continue
    const key = `${name} ${station}`
    stations.set(key, [...(stations.get(key) ?? []), n])
  }
  /** Kilometres from which nobody comes any more. */
  const farthest = [...towns.values()].reduce((most, { reach }) => Math.max(most, reach), 0)
  const cells = Map.groupBy(towns.values(), (town) => cellOf(town))
  const known = new Map<string, { km: number; around: Away[] }>()

  /** Towns around, the nearest first, remembered as far as somebody looked. */
  const around = (from: Point, km: number): Away[] => {
    const key = `${from.lng} ${from.lat}`
    const before = known.get(key)
    if (before && before.km >= km) return before.around
    const found = within(cells, from, km)
    known.set(key, { km, around: found })
    return found
  }

  function* near(from: Point, { turn, many, within: most, but }: Looking & { within: number; but?: string }) {
    let [given, done] = [0, 0]
    for (const km of ROUNDS) {
      const found = around(from, Math.min(km, farthest))
      for (; done < found.length && given < many; done++) {
        const { town, km: away } = found[done]!
        if (away > most) return
        if (town.town === but) continue
        for (const one of rotated(town.people, { turn, many: many - given })) {
          given += 1
          yield one
        }
      }
      if (given >= many || km >= Math.min(most, farthest)) return
      // Wider circles hold the same towns first: what was seen is not seen again.
    }
  }

  return {
    ofStation: (town, station, looking) => rotated(stations.get(`${town} ${station}`) ?? [], looking),
    ofTown: (town, looking) => rotated(towns.get(town)?.people ?? [], looking),
    near,
  }
}

/** So many of a list, beginning anywhere in it. */
function* rotated(list: readonly number[], { turn, many }: Looking): Generator<number> {
  for (let n = 0; n < Math.min(many, list.length); n++) yield list[(turn + n) % list.length]!
}

const rowOf = (lat: number) => Math.floor((lat * DEGREE) / CELL)
/** Cells of a row are as wide as they are high. */
const columnOf = (row: number, lng: number) =>
  Math.floor((lng * DEGREE * Math.max(0.05, Math.cos((row * CELL * Math.PI) / DEGREE / 180))) / CELL)

function cellOf({ lng, lat }: Point): string {
  const row = rowOf(lat)
  return `${row} ${columnOf(row, lng)}`
}

function within(cells: ReadonlyMap<string, Town[]>, from: Point, km: number): Away[] {
  const high = km / DEGREE
  const wide = high / Math.max(0.05, Math.cos((Math.min(89, Math.abs(from.lat) + high) * Math.PI) / 180))
  const names: string[] = []
  for (let row = rowOf(from.lat - high); row <= rowOf(from.lat + high); row++)
    for (let column = columnOf(row, from.lng - wide); column <= columnOf(row, from.lng + wide); column++)
      names.push(`${row} ${column}`)
  return names
    .flatMap((name) => cells.get(name) ?? [])
    .map((town) => ({ town, km: distanceKm(from, town) }))
    .filter((one) => one.km <= km && one.km <= one.town.reach)
    .sort((a, b) => a.km - b.km || (a.town.town < b.town.town ? -1 : 1))
}
