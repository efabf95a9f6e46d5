import { Type } from 'typebox'

const uuid = Type.String({ format: 'uuid' })

export const GroupParams = Type.Object({ group: uuid })
export const MergeParams = Type.Object({ group: uuid, merge: uuid })
export const MergeForm = Type.Object({ into: uuid }, { additionalProperties: false })
export const AnswerForm = Type.Object(
  { answer: Type.Union([Type.Literal('yes'), Type.Literal('no')]) },
  { additionalProperties: false },
)
