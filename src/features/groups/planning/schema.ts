import { Type } from 'typebox'
import { oneOf, ticked, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const name = Type.String({ format: 'line', minLength: 1, maxLength: 80, pattern: '\\S' })

export const PlanParams = Type.Object({ plan: uuid })
export const PlannedParams = Type.Object({ plan: uuid, group: uuid })
export const SeatParams = Type.Object({ token: Type.String({ maxLength: 120 }) })

export const PlanForm = Type.Object(
  {
    name,
    audience: uuid,
    size: Type.String({ pattern: '^([3-9]|1[0-2])$' }),
    reach: Type.String({ pattern: '^([1-9]\\d?|100)$' }),
  },
  closed,
)

export const PlannedForm = Type.Object({ name, town: Type.String({ format: 'line', minLength: 1, maxLength: 120 }) }, closed)
export const JoinForm = Type.Object({ into: uuid }, closed)

export const AnswerForm = Type.Object(
  {
    answer: oneOf(['yes', 'no']),
    organises: ticked,
    /** What she shows stays as she said before. */
    again: ticked,
    sharing: Type.Optional(
      Type.Object({ organisers_see: ticked, shows_name: ticked, shows_contact: ticked }, { additionalProperties: false }),
    ),
  },
  closed,
)
