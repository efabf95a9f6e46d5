import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Link } from '#platform/http/locale'
import { nationalPicture } from '#territories'
import { eventPath } from '../core/index.ts'
import { clusters, eventsByArea, type Wanted } from './queries/find.ts'
import type { T } from './texts.ts'

/** What is to come, on a map of the country and by department as a table. Three queries, however many events. */
export async function nationalMap(app: App, wanted: Wanted, { t, locale, link }: { t: T; locale: Locale; link: Link }) {
  const { read } = app.database
  return nationalPicture(read, {
    gather: (grid) => clusters(read, grid, wanted),
    byArea: await eventsByArea(read, wanted),
    locale,
    item: (id) => link(eventPath(id)),
    around: (point) => `${link('/events')}?${new URLSearchParams({ ...point, period: 'all' })}`,
    said: (n, town) => t('agenda.map-around', { n, town }),
    summary: (n) => t('agenda.map-summary', { n }),
  })
}
