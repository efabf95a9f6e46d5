import { Type } from 'typebox'
import { line, oneOf, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }

export const VIEWS = ['active', 'failing', 'stopped'] as const

export const TokenParams = Type.Object({ token: line(200) })
export const AmountForm = Type.Object({ amount: Type.Optional(line(20)) }, closed)
export const BookParams = Type.Object({ recipient: uuid })
export const ViewForm = Type.Object({ view: Type.Optional(oneOf(VIEWS)), before: Type.Optional(uuid) }, closed)
