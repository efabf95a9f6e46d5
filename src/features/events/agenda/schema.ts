import { Type } from 'typebox'
import { listedShapes, TYPE_IDS } from '../core/index.ts'
import { oneOf } from '#platform/http/shapes'
import { KILOMETRES, PERIODS } from './rules.ts'

const closed = { additionalProperties: false }
const uuid = Type.String({ format: 'uuid' })
const degrees = Type.Optional(Type.String({ pattern: '^(-?\\d{1,3}(\\.\\d{1,12})?)?$' }))
const point = Type.String({ pattern: '^-?\\d{1,2}(\\.\\d{1,12})?,-?\\d{1,3}(\\.\\d{1,12})?$' })
const ticked = Type.Optional(Type.Literal('true'))

/** What somebody looks for; a field left empty asks nothing. */
export const FindQuery = Type.Object({
  where: Type.Optional(Type.String({ maxLength: 200 })),
  lat: degrees,
  lng: degrees,
  type: Type.Optional(oneOf(['', ...TYPE_IDS])),
  period: Type.Optional(oneOf(['', ...PERIODS])),
  online: ticked,
  more: ticked,
})
const kilometres = Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' })
/** Which calendar. */
export const FeedQuery = Type.Object({
  group: Type.Optional(uuid),
  type: Type.Optional(oneOf(TYPE_IDS)),
  near: Type.Optional(point),
  km: Type.Optional(kilometres),
})

export const EventsQuery = Type.Object({
  near: Type.Optional(point),
  bbox: Type.Optional(
    Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,12})?(,-?\\d{1,3}(\\.\\d{1,12})?){3}$', description: 'west,south,east,north' }),
  ),
  type: Type.Optional(oneOf(TYPE_IDS)),
  group: Type.Optional(uuid),
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
  limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|100)$' })),
  after: Type.Optional(Type.String({ maxLength: 80, description: 'The `next` of the page before' })),
})

export const Event = Type.Object({
  id: uuid,
  type: Type.String(),
  title: Type.String(),
  starts_at: Type.String({ format: 'date-time' }),
  ends_at: Type.String({ format: 'date-time' }),
  time_zone: Type.String(),
  town: Type.String(),
  department: Type.Union([Type.String(), Type.Null()]),
  country: Type.String(),
  lng: Type.Number(),
  lat: Type.Number(),
  precision: Type.String({ description: 'How exactly the point says where it is' }),
  attendance: Type.String({ description: 'place, online or both; the online link is for who signs up' }),
  ...listedShapes(),
  places_left: Type.Union([Type.Integer(), Type.Null()], { description: 'null: as many as come' }),
  waiting: Type.Integer(),
  distance_km: Type.Optional(Type.Number()),
  url: Type.String(),
})
export const EventsPage = Type.Object({ events: Type.Array(Event), next: Type.Union([Type.String(), Type.Null()]) })

export const WeeklyForm = Type.Object(
  {
    where: Type.String({ format: 'line', maxLength: 120 }),
    km: oneOf(KILOMETRES.map(String)),
    types: Type.Optional(Type.Object(Object.fromEntries(TYPE_IDS.map((id) => [id, ticked])), closed)),
    agreed: ticked,
  },
  closed,
)
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const GroupParams = Type.Object({ group: uuid })
