import { Type } from 'typebox'

const uuid = Type.String({ format: 'uuid' })
const ticked = Type.Optional(Type.Literal('true'))
/** A key that is an id: of a key only the pattern is looked at, not the format. */
const id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })

export const GroupParams = Type.Object({ group: uuid })
export const SplitParams = Type.Object({ group: uuid, split: uuid })

export const WishForm = Type.Object(
  {
    organises: ticked,
    hosts: ticked,
    with: Type.Optional(Type.Record(id, Type.Literal('true'), { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export const PinForm = Type.Object({ first: uuid, second: uuid }, { additionalProperties: false })
export const LanguagesForm = Type.Object(
  { keep: Type.Union([Type.Literal('yes'), Type.Literal('no')]) },
  { additionalProperties: false },
)
export const ChoiceQuery = Type.Object({ proposal: Type.Optional(Type.String({ pattern: '^[0-2]$' })) })

/** What staff decide where nobody else did: who of each half leads it, having agreed. */
export const AppointmentForm = Type.Object(
  {
    name: Type.String({ format: 'name', minLength: 3, maxLength: 80 }),
    where: Type.String({ format: 'line', maxLength: 120 }),
    side: Type.Record(id, Type.Union([Type.Literal('stay'), Type.Literal('move')]), { additionalProperties: false }),
    lead: Type.Optional(Type.Object({ stay: Type.Optional(uuid), move: Type.Optional(uuid) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

export const DecisionForm = Type.Object(
  {
    name: Type.String({ format: 'name', minLength: 3, maxLength: 80 }),
    where: Type.String({ format: 'line', maxLength: 120 }),
    side: Type.Record(id, Type.Union([Type.Literal('stay'), Type.Literal('move')]), { additionalProperties: false }),
  },
  { additionalProperties: false },
)
