import { Type } from 'typebox'
import { uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const count = Type.String({ pattern: '^\\d{1,3}$' })

export const GroupParams = Type.Object({ group: uuid })
export const BeginForm = Type.Object(
  { vote: uuid, neighbours: Type.String({ pattern: '^(?:[5-9]|[1-9]\\d|[1-4]\\d\\d|500)$' }) },
  closed,
)
export const CountForm = Type.Object(
  { vote: uuid, press: uuid, checked: Type.Optional(count), registered: Type.Optional(count) },
  closed,
)
export const BackForm = Type.Object({ vote: uuid, press: uuid }, closed)
export const DriveQuery = Type.Object({ press: Type.Optional(uuid), vote: Type.Optional(uuid) })
