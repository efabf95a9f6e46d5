import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Link } from '#platform/http/locale'
import { groupPath } from '../core/index.ts'
import { nationalPicture } from '#territories'
import { clusters, groupsByArea } from './queries.ts'
import type { T } from './texts.ts'

/** All groups on a map of the country, neighbours gathered into one point, and by department as a table. Three queries, however many groups. */
export async function nationalMap({ database: { read } }: App, { t, locale, link }: { t: T; locale: Locale; link: Link }) {
  return nationalPicture(read, {
    gather: (grid) => clusters(read, grid),
    byArea: await groupsByArea(read),
    locale,
    item: (id) => link(groupPath(id)),
    around: (point) => `${link('/groups')}?${new URLSearchParams(point)}`,
    said: (n, town) => t('finding.map-around', { n, town }),
    summary: (groups) => t('finding.map-summary', { groups }),
  })
}
