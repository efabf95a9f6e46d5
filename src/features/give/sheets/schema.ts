import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { recordOf } from '#platform/named'
import { FIELDS, ROWS } from './rules/sheet.ts'

const closed = { additionalProperties: false }

export const BookParams = Type.Object({ recipient: uuid })
export const SheetParams = Type.Object({ recipient: uuid, sheet: uuid })

const inRows = Type.Optional(
  Type.Object(
    recordOf(ROWS, () => Type.Optional(line(120))),
    closed,
  ),
)
/** What is wrong in a row is said beside it. */
export const SheetForm = Type.Object(
  {
    key: uuid,
    mode: oneOf(['cheque', 'cash']),
    came_on: Type.Optional(line(10)),
    slip: Type.Optional(line(60)),
    signed: ticked,
    again: ticked,
    twins: Type.Optional(line(40)),
    told: Type.Optional(line(40)),
    act: Type.Optional(oneOf(['try', 'write'])),
    ...recordOf(FIELDS, () => inRows),
  },
  closed,
)
export const ModeQuery = Type.Object({ mode: Type.Optional(oneOf(['cheque', 'cash'])) })
