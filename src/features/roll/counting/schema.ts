import { Type } from 'typebox'
import { idKey, line, oneOf, text, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const figure = Type.String({ pattern: '^\\s*\\d{1,5}\\s*$' })

export const VoteParams = Type.Object({ vote: uuid })
export const CountParams = Type.Object({ station: uuid })
export const CandidatesForm = Type.Object({ names: text(4_000) }, closed)
export const ReasonForm = Type.Object({ reason: line(300) }, closed)

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
