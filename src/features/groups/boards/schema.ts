import { Type } from 'typebox'

const uuid = Type.String({ format: 'uuid' })

export const BoardParams = Type.Object({ group: uuid })
export const BoardQuery = Type.Object({ before: Type.Optional(uuid) })
export const PostParams = Type.Object({ group: uuid, post: uuid })
export const QuietParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const PostForm = Type.Object(
  {
    text: Type.String({ format: 'text', minLength: 1, maxLength: 4000, pattern: '\\S' }),
    parent: Type.Optional(uuid),
    to_all: Type.Optional(Type.Literal('true')),
  },
  { additionalProperties: false },
)
