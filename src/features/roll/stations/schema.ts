import { Type } from 'typebox'
import { idKey, line, oneOf, text, ticks, uuid } from '#platform/http/shapes'
import { HOURS, ROLES } from './rules/posts.ts'

const closed = { additionalProperties: false }
const optional = (length: number) => Type.Optional(line(length))
const figure = Type.String({ pattern: '^\\s*\\d{1,5}\\s*$' })

export const VoteParams = Type.Object({ vote: uuid })
export const TownParams = Type.Object({ vote: uuid, place: Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9]{1,12}$' }) })
export const StationParams = Type.Object({ vote: uuid, station: uuid })
export const PostParams = Type.Object({ vote: uuid, station: uuid, post: uuid })
export const OwnPostParams = Type.Object({ post: uuid })
export const CountParams = Type.Object({ station: uuid })

export const AddForm = Type.Object(
  { town: line(100), from: optional(6), to: optional(6), lines: Type.Optional(text(60_000)) },
  closed,
)
export const CandidatesForm = Type.Object({ names: text(4_000) }, closed)
export const ReasonForm = Type.Object({ reason: line(300) }, closed)
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

export const SheetForm = Type.Object(
  {
    key: uuid,
    registered: figure,
    voters: figure,
    ballots: figure,
    blank: figure,
    void: figure,
    votes: Type.Optional(Type.Record(idKey, figure, { additionalProperties: false })),
  },
  closed,
)
export const TurnoutForm = Type.Object(
  { hour: oneOf(['noon', 'afternoon', 'close']), registered: figure, voters: figure },
  closed,
)

export const ResultsQuery = Type.Object({ of: Type.Optional(Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,5})?$' })) })

const n = Type.Integer()
const Sum = Type.Object({
  stations: n,
  counted: n,
  corrected: n,
  registered: n,
  voters: n,
  ballots: n,
  blank: n,
  void: n,
  votes: Type.Array(Type.Object({ candidate: Type.String(), votes: n })),
})

/** Counts as programs read them. `told`: whether they may be known yet; before, there are none. */
export const ResultsAnswer = Type.Object({
  vote: Type.String(),
  official: Type.Literal(false),
  told: Type.Boolean(),
  not_before: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  turnout: Type.Array(Type.Object({ hour: Type.String(), stations: n, registered: n, voters: n })),
  total: Type.Union([Sum, Type.Null()]),
  departments: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), total: Sum })),
})
