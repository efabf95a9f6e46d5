import { Type } from 'typebox'
import { line, oneOf, text, ticks, uuid } from '#platform/http/shapes'
import { HOURS, ROLES } from './rules/posts.ts'

const closed = { additionalProperties: false }
const optional = (length: number) => Type.Optional(line(length))

export const VoteParams = Type.Object({ vote: uuid })
export const TownParams = Type.Object({ vote: uuid, place: Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9]{1,12}$' }) })
export const StationParams = Type.Object({ vote: uuid, station: uuid })
export const PostParams = Type.Object({ vote: uuid, station: uuid, post: uuid })
export const OwnPostParams = Type.Object({ post: uuid })

export const AddForm = Type.Object(
  { town: line(100), from: optional(6), to: optional(6), lines: Type.Optional(text(60_000)) },
  closed,
)
export const AppointForm = Type.Object({ volunteer: uuid, role: oneOf(ROLES) }, closed)
export const OfferForm = Type.Object({ vote: uuid, town: line(100), roles: ticks(ROLES), hours: ticks(HOURS) }, closed)
export const VoteForm = Type.Object({ vote: uuid }, closed)
export const AnswerForm = Type.Object({ answer: oneOf(['yes', 'no']) }, closed)

/** What the law wants in the letter: printed in the answer, and kept nowhere. */
export const LetterForm = Type.Object(
  {
    family_name: optional(80),
    given_names: optional(120),
    birth_date: optional(40),
    birth_place: optional(120),
    address: optional(200),
    candidate: optional(120),
  },
  closed,
)
