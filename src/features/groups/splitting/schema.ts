import { Type } from 'typebox'
import { idKey, oneOf, ticked, uuid } from '#platform/http/shapes'

export const SplitParams = Type.Object({ group: uuid, split: uuid })

export const WishForm = Type.Object(
  {
    organises: ticked,
    hosts: ticked,
    with: Type.Optional(Type.Record(idKey, Type.Literal('true'), { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export const PinForm = Type.Object({ first: uuid, second: uuid }, { additionalProperties: false })
export const LanguagesForm = Type.Object({ keep: oneOf(['yes', 'no']) }, { additionalProperties: false })
export const ChoiceQuery = Type.Object({ proposal: Type.Optional(Type.String({ pattern: '^[0-2]$' })) })

/** What staff decide where nobody else did: who of each half leads it, having agreed. */
export const AppointmentForm = Type.Object(
  {
    name: Type.String({ format: 'name', minLength: 3, maxLength: 80 }),
    where: Type.String({ format: 'line', maxLength: 120 }),
    side: Type.Record(idKey, oneOf(['stay', 'move']), { additionalProperties: false }),
    lead: Type.Optional(Type.Object({ stay: Type.Optional(uuid), move: Type.Optional(uuid) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

export const DecisionForm = Type.Object(
  {
    name: Type.String({ format: 'name', minLength: 3, maxLength: 80 }),
    where: Type.String({ format: 'line', maxLength: 120 }),
    side: Type.Record(idKey, oneOf(['stay', 'move']), { additionalProperties: false }),
  },
  { additionalProperties: false },
)
