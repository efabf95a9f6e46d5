import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
/** A word of the law's files. */
const key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })
const name = Type.Optional(Type.String({ format: 'name', maxLength: 60 }))

export const RecipientParams = Type.Object({ recipient: uuid })
export const TokenParams = Type.Object({ token: line(200) })

const paid = { amount: Type.Optional(line(20)), other: Type.Optional(line(20)), mode: Type.Optional(line(20)) }

/** What is missing is said beside its field, with all the rest. */
export const JoinForm = Type.Object(
  {
    ...paid,
    given_name: name,
    family_name: name,
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    adult: ticked,
    said: Type.Optional(Type.Record(key, Type.Optional(line(120)))),
    declared: Type.Optional(Type.Record(key, ticked)),
    act: Type.Optional(oneOf(['review', 'change', 'give'])),
    website: Type.Optional(line(200)),
  },
  closed,
)
export const RenewForm = Type.Object(paid, closed)
