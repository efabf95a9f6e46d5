import type { App } from '#platform/app'
import { countryName, formatNumber, type Locale } from '#platform/i18n/locales'
import type { Link } from '#platform/http/locale'
import { eventPath } from '#events'
import { areas, frenchMap, MAINLAND, pointsOnFrance } from '#territories'
import { clusters, eventsByArea, type Wanted } from './queries/find.ts'
import type { T } from './texts.ts'

/** What is to come, on a map of the country and by department as a table. Three queries, however many events. */
export async function nationalMap(app: App, wanted: Wanted, { t, locale, link }: { t: T; locale: Locale; link: Link }) {
  const { read } = app.database
  const [gathered, byArea, named] = [
    await clusters(read, MAINLAND, { wanted }),
    await eventsByArea(read, wanted),
    await areas(read),
  ]
  const { width, height, boxes, paths } = frenchMap()
  const names = new Map(named.map(({ id, kind, name }) => [id, kind === 'country' ? countryName(locale, id) : name]))
  const points = pointsOnFrance({ gathered, byArea }, (point) => {
    const { n, lat, lng } = point
    const around = `${link('/events')}?lat=${lat.toFixed(3)}&lng=${lng.toFixed(3)}&period=all`
    if ('area' in point) return { name: t('agenda.map-around', { n, town: names.get(point.area) ?? point.area }), href: around }
    const { id, title, town } = point
    if (id && title) return { name: `${title}, ${town}`, href: link(eventPath(id)) }
    return { name: t('agenda.map-around', { n, town }), href: around }
  })
  return {
    width,
    height,
    boxes,
    outlines: Object.values(paths),
    points,
    summary: t('agenda.map-summary', { n: byArea.reduce((sum, { n }) => sum + n, 0) }),
    rows: byArea.map(({ area, n }) => [names.get(area) ?? area, formatNumber(locale, n)]),
  }
}
