import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { KINDS } from './rules.ts'

const closed = { additionalProperties: false }
/** A word of the law's files. */
const key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })
const name = Type.Optional(Type.String({ format: 'name', maxLength: 60 }))

export const RecipientParams = Type.Object({ recipient: uuid })
export const LoanParams = Type.Object({ recipient: uuid, loan: uuid })
export const OwnParams = Type.Object({ loan: uuid })
export const YearParams = Type.Object({ recipient: uuid, year: Type.String({ pattern: '^20\\d{2}$' }) })
export const RepayForm = Type.Object({ n: Type.String({ pattern: '^[1-9]\\d?$' }) }, closed)
export const LookForm = Type.Object({ before: Type.Optional(uuid) }, closed)

/** What is missing is said beside its field, with all the rest. */
export const LendForm = Type.Object(
  {
    amount: Type.Optional(line(20)),
    given_name: name,
    family_name: name,
    adult: ticked,
    said: Type.Optional(Type.Record(key, Type.Optional(line(120)))),
    declared: Type.Optional(Type.Record(key, ticked)),
    understood: ticked,
    seen: line(30),
    act: Type.Optional(oneOf(['review', 'change', 'lend'])),
  },
  closed,
)

export const OfferForm = Type.Object(
  {
    open: ticked,
    rate: line(8),
    months: Type.String({ pattern: '^\\d{1,2}$' }),
    kind: oneOf(KINDS),
    least: line(20),
    ceiling: Type.Optional(line(20)),
    elsewhere: Type.Optional(line(20)),
    consequences: Type.String({ format: 'text', minLength: 20, maxLength: 2000 }),
  },
  closed,
)
