import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { billFields, GIVERS, MEANS } from '../spending/index.ts'

const closed = { additionalProperties: false }

export const VIEWS = ['waiting', 'owed', 'all', 'bare'] as const

export const BookParams = Type.Object({ recipient: uuid })
export const ClosedParams = Type.Object({ recipient: uuid, group: uuid })
export const SpendingParams = Type.Object({ recipient: uuid, spending: uuid })
export const VoucherParams = Type.Object({ recipient: uuid, spending: uuid, voucher: uuid })
export const LookForm = Type.Object({ view: Type.Optional(oneOf(VIEWS)), before: Type.Optional(uuid) }, closed)
export const DraftForm = Type.Object(
  {
    ...billFields,
    kind: oneOf(['bill', 'in-kind'] as const),
    valued: Type.Optional(line(300)),
    giver: Type.Optional(oneOf(GIVERS)),
  },
  closed,
)
export const CeilingForm = Type.Object(
  { amount: line(20), source: Type.String({ format: 'line', minLength: 3, maxLength: 300 }) },
  closed,
)
export const AllowForm = Type.Object({ knowing: ticked }, closed)
export const PayForm = Type.Object({ paid_on: line(10), paid_by: oneOf(MEANS) }, closed)
export const ReasonForm = Type.Object({ reason: Type.String({ format: 'text', minLength: 1, maxLength: 300 }) }, closed)
