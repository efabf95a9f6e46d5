import { type Static, Type } from 'typebox'
import { formShapes, REPEATS, TYPE_IDS } from '../core/index.ts'
import { oneOf } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const uuid = Type.String({ format: 'uuid' })
const line = (maxLength: number) => Type.String({ format: 'line', maxLength })
const text = (maxLength: number) => Type.String({ format: 'text', maxLength, pattern: '\\S' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hour = Type.String({ pattern: '^[0-2]\\d:[0-5]\\d$' })
const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,12})?$' })
const ticked = Type.Optional(Type.Literal('true'))
export const EventParams = Type.Object({ event: uuid })
export const RoleParams = Type.Object({ event: uuid, role: uuid })
export const QuestionParams = Type.Object({ event: uuid, question: uuid })
export const HostParams = Type.Object({ group: uuid, event: uuid })
export const GroupParams = Type.Object({ group: uuid })
export const ByHandForm = Type.Object(
  {
    name: Type.String({ format: 'name', maxLength: 120 }),
    seats: Type.Optional(Type.String({ pattern: '^([1-9]|10)$' })),
    role: Type.Optional(uuid),
  },
  closed,
)
export const PeopleQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 80 })) })
export const HostForm = Type.Object({ group: line(200) }, closed)
export const HostAnswerForm = Type.Object({ accepts: oneOf(['yes', 'no']) }, closed)
export const EventForm = Type.Object(
  {
    ...formShapes(),
    type: oneOf(TYPE_IDS),
    day,
    hour,
    ends_day: Type.Optional(day),
    ends_hour: hour,
    attendance: oneOf(['place', 'online', 'both']),
    where: line(120),
    address: Type.Optional(line(200)),
    precision: oneOf(['exact', 'street', 'town']),
    lat: Type.Optional(degrees),
    lng: Type.Optional(degrees),
    group: Type.Optional(uuid),
    campaign: Type.Optional(oneOf(['yes', 'no'])),
    recipe: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,59}$' })),
    repeat: Type.Optional(oneOf(REPEATS)),
    times: Type.Optional(Type.String({ pattern: '^([2-9]|1\\d|2[0-6])$' })),
    following: ticked,
  },
  closed,
)
export type EventForm = Static<typeof EventForm>
export const NewQuery = Type.Object({
  type: Type.Optional(Type.String({ maxLength: 40 })),
  recipe: Type.Optional(Type.String({ maxLength: 60 })),
  group: Type.Optional(Type.String({ maxLength: 40 })),
})

export const CancelForm = Type.Object({ reason: Type.Optional(text(500)), following: ticked }, closed)

export const RoleForm = Type.Object(
  {
    name: line(80),
    starts: Type.Optional(hour),
    ends: Type.Optional(hour),
    capacity: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' })),
  },
  closed,
)
export const QuestionForm = Type.Object({ words: line(200), kind: oneOf(['text', 'yes-no']), required: ticked }, closed)
