import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }
const uuid = Type.String({ format: 'uuid' })
const text = (maxLength: number) => Type.String({ format: 'text', maxLength, pattern: '\\S' })
const ticked = Type.Optional(Type.Literal('true'))
/** Answers by the ids of their questions. */
const answers = Type.Optional(
  Type.Record(
    Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
    Type.String({ format: 'line', maxLength: 300 }),
    closed,
  ),
)

export const EventParams = Type.Object({ event: uuid })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })

const asking = {
  seats: Type.Optional(Type.String({ pattern: '^([1-9]|10)$' })),
  role: Type.Optional(uuid),
  answers,
  remind_day: ticked,
  remind_hours: ticked,
}
/** Whoever signs up. A visitor says her name and her mailbox, to which a link is sent. `website` is a field that only programs fill in. */
export const AskingForm = Type.Object(
  {
    ...asking,
    name: Type.Optional(Type.String({ format: 'name', maxLength: 120 })),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    website: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
)
export type AskingForm = Static<typeof AskingForm>
export const PlacesForm = Type.Object({ seats: asking.seats, role: asking.role }, closed)
export const RemindersForm = Type.Object({ remind_day: ticked, remind_hours: ticked }, closed)

export const ReportForm = Type.Object({ words: text(1000), website: Type.Optional(Type.String({ maxLength: 200 })) }, closed)
