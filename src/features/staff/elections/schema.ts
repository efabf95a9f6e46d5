import { Type } from 'typebox'
import { oneOf } from '#platform/http/shapes'
import { KINDS } from './tables.ts'

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hour = Type.String({ pattern: '^[0-2]\\d:[0-5]\\d$' })
const territory = Type.Optional(Type.String({ format: 'line', maxLength: 100 }))

export const ElectionParams = Type.Object({ election: Type.String({ format: 'uuid' }) })
export const ElectionForm = Type.Object(
  {
    name: Type.String({ format: 'line', maxLength: 120 }),
    kind: Type.Optional(oneOf(KINDS)),
    first_round: Type.Optional(Type.String({ format: 'uuid' })),
    lists_closed: Type.Optional(day),
    vote_on: day,
    closes: hour,
    territory,
  },
  { additionalProperties: false },
)
export const DayForm = Type.Object(
  { vote_on: day, closes: hour, territory: Type.String({ format: 'line', maxLength: 100 }) },
  { additionalProperties: false },
)
export const MoveForm = Type.Object({ to: day }, { additionalProperties: false })
