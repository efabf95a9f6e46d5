import { Type } from 'typebox'

const uuid = Type.String({ format: 'uuid' })

export const LetterParams = Type.Object({ letter: uuid })
export const MailingParams = Type.Object({ mailing: uuid })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })
export const InQuery = Type.Object({
  in: Type.Optional(Type.Union([Type.Literal('fr'), Type.Literal('en'), Type.Literal('es')])),
  /** Whether everybody of the file is asked. */
  count: Type.Optional(Type.Literal('1')),
})
export const NewForm = Type.Object({ title: Type.Optional(Type.String({ format: 'line', maxLength: 200 })) })
export const ReasonForm = Type.Object({ reason: Type.Optional(Type.String({ format: 'line', maxLength: 200 })) })
export const PersonQuery = Type.Object({ email: Type.Optional(Type.String({ maxLength: 320 })) })

/** A letter as its form sends it: flat fields, read one by one (`reading.ts`). */
export const LetterForm = Type.Record(
  Type.String({ pattern: '^(title|audience|kind|subject|preheader|text|version|turn|blocks\\.[0-9]{1,3}\\.[a-z]{1,10})$' }),
  Type.String({ maxLength: 20_000 }),
  { additionalProperties: false },
)
export const AsParams = Type.Object({ mailing: uuid, person: uuid })
