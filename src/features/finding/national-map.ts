import type { App } from '#platform/app'
import { countryName, formatNumber, type Locale } from '#platform/i18n/locales'
import type { Link } from '#platform/http/locale'
import { areas, frenchMap, MAINLAND, pointsOnFrance } from '#territories'
import { groupPath } from '#groups'
import { clusters, groupsByArea } from './queries.ts'
import type { T } from './texts.ts'

/** All groups on a map of the country, neighbours gathered into one point, and by department as a table. Three queries, however many groups. */
export async function nationalMap({ database: { read } }: App, { t, locale, link }: { t: T; locale: Locale; link: Link }) {
  const [gathered, byArea, named] = [await clusters(read, MAINLAND), await groupsByArea(read), await areas(read)]
  const { width, height, boxes, paths } = frenchMap()
  const names = new Map(named.map(({ id, kind, name }) => [id, kind === 'country' ? countryName(locale, id) : name]))
  const points = pointsOnFrance({ gathered, byArea }, (point) => {
    const { n, lat, lng } = point
    const around = `${link('/groups')}?lat=${lat.toFixed(3)}&lng=${lng.toFixed(3)}`
    if ('area' in point) return { name: t('finding.map-around', { n, town: names.get(point.area) ?? point.area }), href: around }
    const { id, name, town } = point
    if (n === 1 && id && name) return { name: `${name}, ${town}`, href: link(groupPath(id)) }
    return { name: t('finding.map-around', { n, town }), href: around }
  })
  const groups = byArea.reduce((sum, { n }) => sum + n, 0)
  return {
    width,
    height,
    boxes,
    outlines: Object.values(paths),
    points,
    summary: t('finding.map-summary', { groups }),
    rows: byArea.map(({ area, n }) => [names.get(area) ?? area, formatNumber(locale, n)]),
  }
}
