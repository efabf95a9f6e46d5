import { type Static, Type } from 'typebox'
import { Invalid } from '../errors.ts'

/** A part of the earth, in degrees. Where it goes over the antimeridian, `west` is above `east`. */
export type Box = { west: number; south: number; east: number; north: number }

const Degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,12})?$' })

/** The part of a map that is looked at, and how many cells it has across. */
export const MapQuery = Type.Object({
  west: Degrees,
  south: Degrees,
  east: Degrees,
  north: Degrees,
  cells: Type.Optional(Type.String({ pattern: '^([4-9]|1\\d|2[0-4])$' })),
})

/** Most cells across a map, unless it is a small one: finer, and points would lie on each other; coarser, and they would say nothing of where. */
const CELLS = 24

/** A part of a map, and the width in degrees of the cells in which neighbours are gathered. */
export type Grid = { box: Box; cell: number }

/** A box with so many cells across, or about. */
export function gridOf(box: Box, cells = CELLS): Grid {
  const { west, east } = box
  const width = west <= east ? east - west : 360 - west + east
  // A halving of the world, so that moving the map leaves the cells where they are: points do not dance, and keep the keyboard's focus.
  return { box, cell: 360 / 2 ** Math.floor(Math.log2((360 * cells) / Math.max(width, 1e-6))) }
}

/** The part that is looked at. Throws Invalid. */
export function lookedAt({ cells, ...sides }: Static<typeof MapQuery>): Grid {
  const [west, south, east, north] = [Number(sides.west), Number(sides.south), Number(sides.east), Number(sides.north)]
  if (!isOnEarth([west, south, east, north]) || west === east || south >= north) throw new Invalid({ west: 'form.wrong' })
  return gridOf({ west, south, east, north }, cells ? Number(cells) : undefined)
}

type Sides = [number, number, number, number]
const isOnEarth = ([west, south, east, north]: Sides) =>
  [west, east].every((one) => Math.abs(one) <= 180) && [south, north].every((one) => Math.abs(one) <= 90)

/** west,south,east,north in degrees (RFC 7946 §5). Throws Invalid. */
export function readBox(bbox: string): Box {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = bbox.split(',').map(Number)
  if (south > north || !isOnEarth([west, south, east, north])) throw new Invalid({ bbox: 'form.wrong' })
  return { west, south, east, north }
}
