import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { shipped } from '#platform/files'
import type { AreaId, PlaceId } from './tables.ts'

type AreaRow = { id: AreaId; kind: string; parent_id: AreaId | null; name: string }
export type PlaceRow = {
  id: PlaceId
  country: AreaId
  name: string
  population: number
  lng: number
  lat: number
  department_id: AreaId | null
  time_zone: string
  exact: boolean
  postalCodes: string[]
}
type PostalCodeRow = { country: AreaId; postal_code: string; place_id: PlaceId }

export type TerritoryFiles = { checksum: string; areas: AreaRow[]; places: PlaceRow[]; postalCodes: PostalCodeRow[] }

/** Reads the files that ship with the program: about 100,000 places in a fifth of a second. */
export function readTerritoryFiles(): TerritoryFiles {
  const texts = ['areas', 'places-fr', 'places-world', 'postal-codes-world'].map(readData)
  const [areas, french, world, codes] = texts.map(rowsOf) as [string[][], string[][], string[][], string[][]]
  const places = [...french.map(frenchPlace), ...world.map(worldPlace)]
  const worldCodes = codes.map(([country, code, place]) => ({
    country: country!,
    postal_code: code!,
    place_id: `${country}-${place}`,
  }))
  addPostalCodes(places, worldCodes)
  return {
    checksum: createHash('sha256').update(texts.join('\0')).digest('hex'),
    areas: areas.map(([id, kind, parent, name]) => ({ id: id!, kind: kind!, parent_id: parent || null, name: name! })),
    places,
    postalCodes: places.flatMap((place) =>
      place.postalCodes.map((code) => ({ country: place.country, postal_code: code, place_id: place.id })),
    ),
  }
}

const readData = (name: string) => readFileSync(shipped(`src/features/territories/data/${name}.tsv`), 'utf8')

function rowsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
}

function frenchPlace([code, name, postalCodes, population, lng, lat, department, zone, exact]: string[]): PlaceRow {
  return {
    id: `FR-${code}`,
    country: 'FR',
    name: name!,
    population: Number(population),
    lng: Number(lng),
    lat: Number(lat),
    department_id: `FR-${department}`,
    time_zone: zone!,
    exact: exact === '1',
    postalCodes: postalCodes!.split(' '),
  }
}

function worldPlace([id, country, name, population, lng, lat, zone]: string[]): PlaceRow {
  return {
    id: `${country}-${id}`,
    country: country!,
    name: name!,
    population: Number(population),
    lng: Number(lng),
    lat: Number(lat),
    department_id: null,
    time_zone: zone!,
    exact: true,
    postalCodes: [],
  }
}

function addPostalCodes(places: PlaceRow[], codes: PostalCodeRow[]): void {
  const byId = new Map(places.map((place) => [place.id, place]))
  for (const { place_id, postal_code } of codes) byId.get(place_id)?.postalCodes.push(postal_code)
}
