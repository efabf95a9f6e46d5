import { Type } from 'typebox'
import { ticked, uuid } from '#platform/http/shapes'

export const BoardParams = Type.Object({ group: uuid })
export const BoardQuery = Type.Object({ before: Type.Optional(uuid) })
export const PostParams = Type.Object({ group: uuid, post: uuid })
export const QuietParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const PostForm = Type.Object(
  {
    text: Type.String({ format: 'text', minLength: 1, maxLength: 4000, pattern: '\\S' }),
    parent: Type.Optional(uuid),
    to_all: ticked,
  },
  { additionalProperties: false },
)
