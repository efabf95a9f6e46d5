import { Type } from 'typebox'
import { line, oneOf, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }

/** What of the gifts is shown: those to be looked at first. */
export const VIEWS = ['waiting', 'paid', 'over', 'all'] as const

export const BookParams = Type.Object({ recipient: uuid })
export const GiftParams = Type.Object({ recipient: uuid, gift: uuid })
/** What is looked for travels in the body: a name has no place in an address. */
export const LookForm = Type.Object(
  { view: Type.Optional(oneOf(VIEWS)), q: Type.Optional(line(100)), before: Type.Optional(uuid) },
  closed,
)
export const ReasonForm = Type.Object({ reason: Type.String({ format: 'text', minLength: 1, maxLength: 300 }) }, closed)
export const OtherwiseForm = Type.Object(
  { sent: line(20), reason: Type.String({ format: 'text', minLength: 1, maxLength: 300 }) },
  closed,
)
export const RefundForm = Type.Object(
  { amount: line(20), reason: Type.String({ format: 'text', minLength: 1, maxLength: 300 }) },
  closed,
)
