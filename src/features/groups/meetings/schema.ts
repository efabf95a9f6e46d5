import { Type } from 'typebox'
import { idKey, oneOf, ticked, uuid } from '#platform/http/shapes'

const day = Type.String({ format: 'line', maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hour = Type.String({ format: 'line', maxLength: 5, pattern: '^\\d{2}:\\d{2}$' })
const figure = Type.Optional(Type.String({ pattern: '^\\d{1,4}$' }))
const closed = { additionalProperties: false }

export const MeetingParams = Type.Object({ group: uuid, meeting: uuid })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const NeedParams = Type.Object({ meeting: uuid })

export const MeetingsQuery = Type.Object({ before: Type.Optional(Type.String({ format: 'date-time' })) })
export const NeedsQuery = Type.Object({
  answered: ticked,
  before: Type.Optional(Type.String({ format: 'date-time' })),
})

/** A moment of an address; one that no calendar has is none. */
export function momentOrNone(text: string | undefined): Date | undefined {
  const moment = new Date(text ?? '')
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

export const MeetingForm = Type.Object(
  {
    day,
    hour,
    place: Type.Optional(Type.String({ format: 'line', maxLength: 200 })),
    agenda: Type.Optional(Type.String({ format: 'text', maxLength: 1000 })),
  },
  closed,
)

export const AnswerForm = Type.Object({ answer: oneOf(['yes', 'no']) }, closed)

export const ReportForm = Type.Object(
  {
    /** Members who were there, by their ids. */
    present: Type.Optional(Type.Record(idKey, Type.Literal('true'), { additionalProperties: false })),
    guests: Type.Optional(Type.String({ pattern: '^(1000|\\d{1,3})$' })),
    doors: figure,
    met: figure,
    done: Type.Optional(Type.String({ format: 'text', maxLength: 2000 })),
    need: Type.Optional(Type.String({ format: 'text', maxLength: 1000 })),
    next_day: Type.Optional(day),
    next_hour: Type.Optional(hour),
  },
  closed,
)

export const NeedForm = Type.Object(
  { answer: Type.String({ format: 'text', minLength: 1, maxLength: 2000, pattern: '\\S' }) },
  closed,
)
