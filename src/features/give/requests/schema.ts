import { Type } from 'typebox'
import { uuid } from '#platform/http/shapes'
import { billFields } from '../spending/index.ts'

const closed = { additionalProperties: false }

export const GroupParams = Type.Object({ group: uuid })
export const RequestParams = Type.Object({ group: uuid, spending: uuid })
export const VoucherParams = Type.Object({ group: uuid, spending: uuid, voucher: uuid })
/** `recipient`: out of whose book's share. */
export const RequestForm = Type.Object({ ...billFields, recipient: uuid }, closed)
export const DetailsForm = Type.Object(billFields, closed)
export const ReasonForm = Type.Object({ reason: Type.String({ format: 'text', minLength: 1, maxLength: 300 }) }, closed)
