import { Type } from 'typebox'
import { line, oneOf, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const day = Type.Optional(line(10))

export const BookParams = Type.Object({ recipient: uuid })

const period = { from: day, to: day }
export const PeriodQuery = Type.Object({ ...period, after: Type.Optional(line(60)) })
export const PeriodForm = Type.Object(period, closed)
const file = oneOf(['journal', 'balances', 'spending', 'gifts', 'annex', 'receipts'])
export const FileParams = Type.Object({ recipient: uuid, file })
export const ApprovalForm = Type.Object(
  { ...period, file, reason: Type.String({ format: 'text', minLength: 1, maxLength: 300 }) },
  closed,
)
export const LookedForm = Type.Object(
  {
    what: oneOf(['foreign-card', 'pair', 'after-filing', 'refund']),
    subject: Type.String({ pattern: '^[0-9a-f-]{36}(:[0-9a-f-]{36})?$' }),
  },
  closed,
)
