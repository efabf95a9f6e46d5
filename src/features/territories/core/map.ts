import { geoConicConformal, geoMercator } from 'd3-geo'
import { readFileSync } from 'node:fs'
import { shipped } from '#platform/files'
import type { Point } from '#platform/geo/points'
import type { AreaId } from './tables.ts'

/** Where d3's projection stands on the picture. */
type Placed = { scale: number; translate: [number, number] }
type Box = Placed & { id: AreaId; x: number; y: number; size: number }

export type AreaMap = {
  width: number
  height: number
  mainland: Placed
  /** Frames around parts that are drawn away from their place. */
  boxes: Box[]
  paths: Record<AreaId, string>
}

let french: AreaMap | undefined

const readMap = (): AreaMap => JSON.parse(readFileSync(shipped('src/features/territories/core/data/map-fr.json'), 'utf8'))

/** Outlines of the French departments as SVG paths, overseas in boxes. */
export function frenchMap(): AreaMap {
  return (french ??= readMap())
}

/** The part of the earth that the mainland of `frenchMap` shows, in degrees. */
export const MAINLAND = { west: -5.6, south: 41.2, east: 9.8, north: 51.3 }

type OnMap = { x: number; y: number }

const conformal = ({ scale, translate }: Placed) =>
  geoConicConformal().parallels([44, 49]).rotate([-3, 0]).scale(scale).translate(translate)
let mainland: ReturnType<typeof conformal> | undefined

/** Where a point of the mainland stands on `frenchMap`: Lambert's conic conformal projection, as France's own maps have it. */
function onMainland({ lng, lat }: Point): OnMap {
  mainland ??= conformal(frenchMap().mainland)
  return rounded(mainland([lng, lat])!)
}

/** Where a point of an overseas department stands on `frenchMap`; undefined: the department is not overseas. */
function inBox(department: AreaId, { lng, lat }: Point): OnMap | undefined {
  const box = frenchMap().boxes.find(({ id }) => id === department)
  return box && rounded(geoMercator().scale(box.scale).translate(box.translate)([lng, lat])!)
}

const rounded = ([x, y]: [number, number]): OnMap => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 })

/** Things gathered into one point of a map, and how many there are in each area. */
type Gathered = Point & { n: number }
type OfArea = Gathered & { area: AreaId }

/**
 * Points of the whole country on `frenchMap`: what is gathered on the mainland where it is, what is overseas in its box. `say` names a point and says
 * where it leads; `area`: of one that stands for a whole department overseas.
 */
export function pointsOnFrance<G extends Gathered>(
  { gathered, byArea }: { gathered: G[]; byArea: OfArea[] },
  say: (point: G | OfArea) => { name: string; href: string },
): (OnMap & { n: number; name: string; href: string })[] {
  const mainland = gathered.map((point) => ({ ...onMainland(point), n: point.n, ...say(point) }))
  const overseas = byArea.flatMap((point) => {
    const at = inBox(point.area, point)
    return at ? [{ ...at, n: point.n, ...say(point) }] : []
  })
  return [...mainland, ...overseas]
}
