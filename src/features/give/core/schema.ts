import { Type } from 'typebox'
import { line, text, ticked, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
/** A word of the law's files. */
const key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })
const day = Type.Optional(line(10))

export const RecipientParams = Type.Object({ recipient: uuid })
export const OfficerParams = Type.Object({ recipient: uuid, account: uuid })
export const NewForm = Type.Object({ name: line(120), kind: key, beneficiary: line(120), election: Type.Optional(uuid) }, closed)
export const DetailsForm = Type.Object(
  {
    name: line(120),
    beneficiary: line(120),
    election: Type.Optional(uuid),
    holder: Type.Optional(line(200)),
    declared_on: day,
    opens_on: day,
    closes_on: day,
    ceiling: Type.Optional(line(20)),
    mention: Type.Optional(Type.Record(key, Type.Optional(text(5000)))),
    iban: Type.Optional(line(50)),
    payment_account: Type.Optional(uuid),
  },
  closed,
)
export const ChecksForm = Type.Object({ checks: Type.Optional(Type.Record(key, ticked)) }, closed)
export const OfficerForm = Type.Object({ email: Type.String({ format: 'email', maxLength: 254 }) }, closed)
