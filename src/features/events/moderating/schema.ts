import { Type } from 'typebox'
import { oneOf } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const text = (maxLength: number) => Type.String({ format: 'text', maxLength, pattern: '\\S' })

export const EventParams = Type.Object({ event: Type.String({ format: 'uuid' }) })

export const DeskQuery = Type.Object({
  view: Type.Optional(oneOf(['coming', 'unread', 'reported', 'unlisted', 'past'])),
  after: Type.Optional(Type.String({ maxLength: 80 })),
})
export const ListingForm = Type.Object({ reason: text(1000), listed: oneOf(['yes', 'no']) }, closed)
export const ReasonForm = Type.Object({ reason: text(500) }, closed)
export const PolicyForm = Type.Object({ first: oneOf(['waits', 'watched']) }, closed)
