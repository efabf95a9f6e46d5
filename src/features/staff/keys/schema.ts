import { Type } from 'typebox'

export const KeyParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** The form of a key, whose boxes are what may be given. */
export const keyForm = (permissions: string[]) =>
  Type.Object({
    name: Type.String({ format: 'line', maxLength: 80 }),
    permissions: Type.Optional(
      Type.Record(Type.String({ pattern: `^(${permissions.join('|')})$` }), Type.Literal('true'), {
        additionalProperties: false,
      }),
    ),
    territory: Type.Optional(Type.String({ format: 'line', maxLength: 100 })),
    persons: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,6}$' })),
    ends: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  })
