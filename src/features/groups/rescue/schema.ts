import { Type } from 'typebox'
import { oneOf, uuid } from '#platform/http/shapes'

export const MergeParams = Type.Object({ group: uuid, merge: uuid })
export const MergeForm = Type.Object({ into: uuid }, { additionalProperties: false })
export const AnswerForm = Type.Object({ answer: oneOf(['yes', 'no']) }, { additionalProperties: false })
