import type { Handle } from '#platform/db/handle'
import { type Grid, gridOf } from '#platform/geo/boxes'
import { countryName, formatNumber, type Locale } from '#platform/i18n/locales'
import { frenchMap, MAINLAND, pointsOnFrance } from './map.ts'
import { areas } from './queries.ts'

/** Things close to each other, as one point of a map. Alone, it says which thing it is. */
export type Cluster = { lng: number; lat: number; n: number; id: string | null; name: string | null; town: string }
/** How many there are in a department; abroad, in a country. */
type AreaCount = { area: string; n: number; lng: number; lat: number }

type Drawn = {
  /** Those on the map, gathered by its grid. */
  gather(grid: Grid): Promise<Cluster[]>
  byArea: AreaCount[]
  locale: Locale
  /** Where one thing is found, and where those around a place are. */
  item(id: string): string
  around(point: { lng: string; lat: string }): string
  /** How many are around a town, and in all. */
  said(n: number, town: string): string
  summary(n: number): string
}

/** What there is on a map of the country, and the same by department as a table. One query besides those that count. */
export async function nationalPicture(handle: Handle, { gather, byArea, locale, item, around, said, summary }: Drawn) {
  const [gathered, named] = [await gather(gridOf(MAINLAND)), await areas(handle)]
  const { width, height, boxes, paths } = frenchMap()
  const names = new Map(named.map(({ id, kind, name }) => [id, kind === 'country' ? countryName(locale, id) : name]))
  const points = pointsOnFrance({ gathered, byArea }, (point) => {
    const { n, lat, lng } = point
    const href = around({ lng: lng.toFixed(3), lat: lat.toFixed(3) })
    if ('area' in point) return { name: said(n, names.get(point.area) ?? point.area), href }
    const { id, name, town } = point
    return n === 1 && id && name ? { name: `${name}, ${town}`, href: item(id) } : { name: said(n, town), href }
  })
  return {
    width,
    height,
    boxes,
    outlines: Object.values(paths),
    points,
    summary: summary(byArea.reduce((sum, { n }) => sum + n, 0)),
    rows: byArea.map(({ area, n }) => [names.get(area) ?? area, formatNumber(locale, n)]),
  }
}
