import { type Static, Type } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'

const fields = {
  name: Type.String({ format: 'line', maxLength: 80 }),
  locale: Type.Union(LOCALES.map((locale) => Type.Literal(locale))),
  contact: Type.String({ format: 'email', maxLength: 254 }),
  sentence: Type.Optional(Type.String({ format: 'line', maxLength: 200 })),
  accent: Type.Optional(Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
  controller: Type.Optional(Type.String({ format: 'line', maxLength: 300 })),
  country: Type.Optional(Type.String({ format: 'country' })),
  time_zone: Type.Optional(Type.String({ format: 'line', maxLength: 60 })),
  off: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.Literal('true'))),
}

export const MovementForm = Type.Object(fields)
export const SetupForm = Type.Object({ ...fields, email: Type.String({ format: 'email', maxLength: 254 }) })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })
export const AccentParams = Type.Object({ colour: Type.String({ pattern: '^[0-9a-f]{6}$' }) })

export type MovementFields = Static<typeof MovementForm>
