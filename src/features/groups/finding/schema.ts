import { Type } from 'typebox'
import { oneOf, ticked, uuid } from '#platform/http/shapes'
import { LANGUAGES } from '#platform/i18n/languages'
import { THEMES } from '../core/index.ts'

/** Or empty: a form sends the fields that its script did not fill in. */
const degrees = Type.String({ pattern: '^(-?\\d{1,3}(\\.\\d{1,12})?)?$' })

/** What a visitor looks for. Anything else in the address is left aside: people arrive from everywhere. */
export const FindQuery = Type.Object({
  where: Type.Optional(Type.String({ maxLength: 200 })),
  lat: Type.Optional(degrees),
  lng: Type.Optional(degrees),
  language: Type.Optional(oneOf([...LANGUAGES, ''])),
  theme: Type.Optional(oneOf([...THEMES, ''])),
  accessible: ticked,
  room: ticked,
  more: ticked,
})

const nullable = (type: ReturnType<typeof Type.String>) => Type.Union([type, Type.Null()])

/** A group, for programs: what the page says to anybody. */
export const Group = Type.Object({
  id: uuid,
  name: Type.String(),
  town: Type.String(),
  department: nullable(Type.String()),
  lng: Type.Number({ description: 'Of the precision that the group chose' }),
  lat: Type.Number(),
  size: Type.Integer(),
  room: Type.Integer({ description: 'How many more it welcomes' }),
  state: Type.String({ description: 'forming, active, over or dormant' }),
  joining: Type.String({ description: 'open: at once; approval: its organisers decide' }),
  languages: Type.Array(Type.String()),
  themes: Type.Array(Type.String()),
  accessible: Type.Boolean(),
  habits: nullable(Type.String()),
  next_meeting_at: nullable(Type.String()),
  distance_km: Type.Optional(Type.Number()),
})

export const GroupsPage = Type.Object({
  groups: Type.Array(Group),
  next: nullable(Type.String({ description: 'Send it as `after`; null: this was the last page' })),
})

/** Nothing else: a filter that is not known would be taken for everybody. */
export const GroupsQuery = Type.Object(
  {
    near: Type.Optional(
      Type.String({ pattern: '^-?\\d{1,2}(\\.\\d+)?,-?\\d{1,3}(\\.\\d+)?$', description: 'latitude,longitude' }),
    ),
    bbox: Type.Optional(
      Type.String({
        pattern: '^-?\\d{1,3}(\\.\\d+)?(,-?\\d{1,3}(\\.\\d+)?){3}$',
        description: 'west,south,east,north in degrees (RFC 7946 §5); west above east crosses the antimeridian',
      }),
    ),
    language: Type.Optional(oneOf(LANGUAGES)),
    theme: Type.Optional(oneOf(THEMES)),
    accessible: ticked,
    room: ticked,
    after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before' })),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-4]\\d|50)$', description: '1 to 50; 20 unless told' })),
  },
  { additionalProperties: false },
)
