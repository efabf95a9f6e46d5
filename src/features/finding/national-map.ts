import type { App } from '#platform/app'
import { countryName, formatNumber, type Locale } from '#platform/i18n/locales'
import type { Link } from '#platform/http/locale'
import { areas, frenchMap, inBox, MAINLAND, onMainland } from '#territories'
import { groupPath } from '#groups'
import { clusters, groupsByArea } from './queries.ts'
import type { T } from './texts.ts'

/** All groups on a map of the country, neighbours gathered into one point, and by department as a table. Three queries, however many groups. */
export async function nationalMap({ database: { read } }: App, { t, locale, link }: { t: T; locale: Locale; link: Link }) {
  const [gathered, byArea, named] = [await clusters(read, MAINLAND), await groupsByArea(read), await areas(read)]
  const { width, height, boxes, paths } = frenchMap()
  const names = new Map(named.map(({ id, kind, name }) => [id, kind === 'country' ? countryName(locale, id) : name]))
  const around = (lat: number, lng: number) => `${link('/groups')}?lat=${lat.toFixed(3)}&lng=${lng.toFixed(3)}`
  const mainland = gathered.map(({ lng, lat, n, id, name, town }) => ({
    ...onMainland({ lng, lat }),
    n,
    name: n === 1 && name ? `${name}, ${town}` : t('finding.map-around', { n, town }),
    href: n === 1 && id ? link(groupPath(id)) : around(lat, lng),
  }))
  const overseas = byArea.flatMap(({ area, n, lng, lat }) => {
    const at = inBox(area, { lng, lat })
    return at ? [{ ...at, n, name: t('finding.map-around', { n, town: names.get(area) ?? area }), href: around(lat, lng) }] : []
  })
  const groups = byArea.reduce((sum, { n }) => sum + n, 0)
  return {
    width,
    height,
    boxes,
    outlines: Object.values(paths),
    points: [...mainland, ...overseas],
    summary: t('finding.map-summary', { groups }),
    rows: byArea.map(({ area, n }) => [names.get(area) ?? area, formatNumber(locale, n)]),
  }
}
