import { type Static, Type } from 'typebox'
import { oneOf, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const line = (maxLength: number) => Type.String({ format: 'line', maxLength })
const phone = Type.String({ format: 'phone', maxLength: 40 })
const made = oneOf(['home', 'abroad'])
const KM = [0, 2, 5, 10, 20, 50, 100] as const
export const KILOMETRES = KM
export const HELD = [0, 1, 2, 3] as const
export const TAKES = [1, 2] as const

const asking = {
  vote: uuid,
  where: line(120),
  station: Type.Optional(line(20)),
  given_name: Type.String({ format: 'name', maxLength: 60 }),
  phone,
  made,
}
/** Whoever asks; a visitor says her mailbox. `website` is a field that only programs fill in. */
export const AskForm = Type.Object(
  {
    ...asking,
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    website: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
)
/** Somebody without e-mail, whom staff enter: she said that her number may be given to whoever goes for her. */
export const EnterForm = Type.Object({ ...asking, agreed: Type.Literal('true') }, closed)

export const HoldForm = Type.Object(
  {
    vote: uuid,
    where: line(120),
    station: Type.Optional(line(20)),
    phone,
    km: oneOf(KM.map(String)),
    held_home: oneOf(HELD.map(String)),
    held_abroad: oneOf(HELD.map(String)),
    takes: oneOf(TAKES.map(String)),
    cares: Type.Literal('true'),
  },
  closed,
)
export type HoldForm = Static<typeof HoldForm>

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const AnswerForm = Type.Object({ match: uuid, answer: oneOf(['yes', 'no']) }, closed)
export const AskParams = Type.Object({ ask: uuid })
export const MatchForm = Type.Object({ holder: uuid }, closed)
