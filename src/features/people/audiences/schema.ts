import { Type } from 'typebox'

export const AudienceParams = Type.Object({ audience: Type.String({ format: 'uuid' }) })
/** The question that a new rule begins with, where a page elsewhere leads to it. */
export const NewQuery = Type.Object({ is: Type.Optional(Type.String({ pattern: '^[a-z-]{1,40}$' })) })
export const PageForm = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) })

/** A rule as its form sends it: flat fields, read one by one (`reading.ts`). */
export const AudienceForm = Type.Record(
  Type.String({ pattern: '^(name|act|(r|new)(\\.[a-z0-9.]{0,60})?)$' }),
  Type.String({ maxLength: 2000 }),
  {
    additionalProperties: false,
  },
)
