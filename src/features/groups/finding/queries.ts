import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { narrow } from '#platform/db/handle'
import type { Box, Grid } from '#platform/geo/boxes'
import { readTogether } from '#platform/db/together'
import type { Point } from '#platform/geo/points'
import { nearest, withinBox } from '#platform/geo/search'
import { type GroupCard, SEEN } from '../core/index.ts'
import type { Cluster, TerritoryCard } from '#territories'

const db = narrow<object, GroupCard & TerritoryCard>()

/** Whether a group is in a box of the map. Of a statement that calls it `g`. */
export const within = (box: Box): RawBuilder<boolean> => withinBox(sql`g.m`, box)

/** How many groups anybody may see in each department; those abroad under their country. One query. */
export async function groupsByArea(handle: Handle): Promise<{ area: string; n: number; lng: number; lat: number }[]> {
  const { rows } = await sql<{
    area: string
    n: number
    lng: number
    lat: number
  }>`select coalesce(g.department_id, g.country) as area, count(*)::integer as n,
      avg(g.lng) as lng, avg(g.lat) as lat from local_group g where ${SEEN} group by 1 order by 1`.execute(db(handle))
  return rows
}

/** The groups of a box, gathered in a grid: at most a few hundred points, however many groups. One query. */
export async function clusters(handle: Handle, { box, cell }: Grid): Promise<Cluster[]> {
  // Which group it is matters only where there is one: to keep an id for each cell would take as long as the rest.
  const { rows } = await sql<Cluster>`select c.lng, c.lat, c.n, one.id, one.name, place.name as town
    from (select avg(g.lng) as lng, avg(g.lat) as lat, count(*)::integer as n, max(g.place_id collate "C") as place_id
      from local_group g where ${SEEN} and ${within(box)}
      group by floor(g.m[0] / ${cell}::float8), floor(g.m[1] / ${cell}::float8)) c
    join place on place.id = c.place_id
    left join lateral (select g.id, g.name from local_group g where c.n = 1 and ${SEEN} and g.lng = c.lng and g.lat = c.lat
      and g.m <@ box(point(c.lng - 0.00001, -90), point(c.lng + 0.00001, 200)) limit 1) one on true
    order by c.n desc, c.lng, c.lat`.execute(db(handle))
  return rows
}

/** Towns around a point, the nearest first: what one knows one's way by on a small map. One query; near the antimeridian two. */
export function townsAround(handle: Handle, from: Point, limit: number) {
  type Town = { id: string; name: string; lng: number; lat: number; plane: number }
  return nearest({
    m: sql.ref('m'),
    from,
    limit,
    search: ({ plane, where, limit: most }) =>
      readTogether(
        handle,
        sql<Town>`select id, name, lng, lat, ${plane} as plane from place where ${where} order by plane limit ${sql.lit(most)}`,
      ),
  })
}
