import { Type } from 'typebox'
import { line, oneOf, text, ticks, uuid } from '#platform/http/shapes'
import { CHECKS } from './rules.ts'
import { KINDS } from './tables.ts'

const closed = { additionalProperties: false }
const day = Type.Optional(line(10))

export const RecipientParams = Type.Object({ recipient: uuid })
export const OfficerParams = Type.Object({ recipient: uuid, account: uuid })
export const NewForm = Type.Object(
  { name: line(120), kind: oneOf(KINDS), beneficiary: line(120), election: Type.Optional(uuid) },
  closed,
)
export const DetailsForm = Type.Object(
  {
    name: line(120),
    beneficiary: line(120),
    election: Type.Optional(uuid),
    holder: Type.Optional(line(200)),
    declared_on: day,
    opens_on: day,
    closes_on: day,
    mentions: Type.Optional(text(5000)),
    iban: Type.Optional(line(50)),
    payment_account: Type.Optional(uuid),
  },
  closed,
)
export const ChecksForm = Type.Object({ checks: ticks(CHECKS) }, closed)
export const OfficerForm = Type.Object({ email: Type.String({ format: 'email', maxLength: 254 }) }, closed)
