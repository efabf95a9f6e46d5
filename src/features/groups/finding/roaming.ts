import type { App } from '#platform/app'
import type { Link } from '#platform/http/locale'
import type { Point } from '#platform/geo/points'
import type { RoamingProps } from '#ui/roaming-button'
import type { T } from './texts.ts'

/** The map of groups to move around in, from a point on. */
export function roamingOf(app: App, t: T, { link, from }: { link: Link; from: Point | undefined }): RoamingProps {
  return {
    source: '/groups/map.json',
    items: link('/groups'),
    around: t('finding.map-around', { n: '{n}', town: '{town}' }),
    tiles: app.config.mapTiles,
    from,
  }
}
