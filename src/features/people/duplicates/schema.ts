import { Type } from 'typebox'

import { namesOf } from '../fields/index.ts'
import { recordOf } from '#platform/named'

const uuid = Type.String({ format: 'uuid' })
const side = Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('drop')]))

export const PairParams = Type.Object({ a: uuid, b: uuid })
export const IdParams = Type.Object({ id: uuid })

/** Which of the two stays, and whose value stands where they differ. */
export const MergeForm = Type.Object({
  keep: uuid,
  given_name: side,
  locale: side,
  place_id: side,
  ...recordOf(namesOf('who'), () => side),
  recruited_by: side,
})
